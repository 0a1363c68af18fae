import fc from 'fast-check'
import type { MakeCase } from '../case.ts'
import { seldom } from '../values/hostile.ts'
import { reportBodies } from '../values/report-samples.ts'
import { authorisation, callsOf, fill, named, type OpenApi, rightOf, senders } from './api-cases.ts'

/** Reports to every call that takes one. */
export const reportCases = (document: OpenApi, samples: readonly Buffer[]): fc.Arbitrary<MakeCase> =>
  fc
    .record({
      call: fc.constantFrom(...callsOf(document, true)),
      sender: senders,
      named,
      body: reportBodies(samples),
      key: seldom(fc.constantFrom('k1', 'k2'), 3),
      attempt: seldom(fc.constantFrom('1', '2', '0', 'x', '1e3'), 3),
    })
    .map(
      ({ call, sender, named, body, key, attempt }): MakeCase =>
        async (stage) => ({
          area: 'reports',
          to: 'house',
          right: rightOf(sender, call.method),
          asked: {
            method: call.method,
            path: `${await fill(call.path, stage, named)}${attempt === null ? '' : `?attempt=${attempt}`}`,
            headers: {
              ...authorisation(stage, sender),
              ...body.headers,
              ...(key !== null && { 'idempotency-key': key }),
            },
            body: body.bytes,
          },
        }),
    )
