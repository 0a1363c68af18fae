import { z } from '@hono/zod-openapi'
import type { App } from '../../../../app/use-cases/app.ts'
import { type Answer, answer, problem } from '../calls/answer.ts'
import type { ApiRequest, Call } from '../calls/call.ts'
import { nothing, readCall, writeCall } from '../calls/define-call.ts'
import { pageBody, pageOf, pageQuery, pageRequest } from '../calls/page-schema.ts'
import { admitToClient, admitToWhole, isId, reachedOf, reachesClient, unknown } from '../calls/reach.ts'
import { several } from '../calls/read-query.ts'
import { partCalls, partQuery } from '../reports/part-calls.ts'
import { reportCall, reportQuery } from '../reports/report-call.ts'
import { showReceived, showVerification, showView } from './show-verification.ts'
import {
  attemptOfReport,
  receivedSchema,
  stepBody,
  verificationBody,
  verificationSchema,
  verificationViewSchema,
} from './verification-schema.ts'

const params = z.object({ verification: z.string() })
const query = pageQuery.extend({
  client: several(z.string().max(40)),
  release: several(z.string().max(40)),
})

export const verificationCalls = (app: App): Call[] => [
  writeCall({
    method: 'post',
    path: '/v1/verifications',
    name: 'requestVerification',
    summary: 'Starts a verification by hand',
    scope: 'verifications:write',
    params: nothing,
    body: verificationBody,
    admit: (_, { key }) => admitToWhole(key),
    answers: { 201: { description: 'Requested', schema: verificationSchema } },
    async run({ body: { client, release } }, { key, actor }) {
      const turnedAway = admitToClient(key, client)
      if (turnedAway) return turnedAway
      // What a client is not told of does not exist for its keys.
      if (key.client !== null && !(await app.listReleases(client)).some(({ version }) => version === release))
        return unknown('release', release)
      const requested = await app.requestVerification(client, release, actor)
      if (!requested.ok) return problem(requested.refusal.code, requested.refusal.detail)
      const location = `/v1/verifications/${requested.value.id}`
      return answer(201, showVerification(requested.value), { location })
    },
  }),
  readCall({
    path: '/v1/verifications',
    name: 'listVerifications',
    summary: 'The verifications that the key reaches',
    scope: 'read',
    params: nothing,
    query,
    admit: (_, { key }) => admitToWhole(key),
    answers: {
      200: { description: 'A page of verifications', schema: pageOf('Verifications', verificationSchema) },
    },
    async run({ query: { client, release, ...rest } }, { key }) {
      const page = pageRequest(rest)
      const clients = reachedOf(key, client)
      if (clients?.length === 0) return answer(200, { items: [], next: null })
      const filter = { ...(clients && { client: clients }), ...(release && { release }) }
      const found = await app.listVerifications(filter, page)
      return answer(200, pageBody(found, showVerification))
    },
  }),
  readCall({
    path: '/v1/verifications/{verification}',
    name: 'readVerification',
    summary: 'One verification with its health report and findings',
    scope: 'read',
    params,
    query: nothing,
    answers: { 200: { description: 'The verification', schema: verificationViewSchema } },
    async run({ params: { verification: id } }, { key }) {
      const view = isId(id) ? await app.readVerification(id) : null
      if (!view || !reachesClient(key, view.verification.client)) return unknown('verification', id)
      return admitToWhole(key) ?? answer(200, showView(view))
    },
  }),
  writeCall({
    method: 'patch',
    path: '/v1/verifications/{verification}',
    name: 'recordStep',
    summary: 'The runner’s progress, or that it failed: the copy is then tried again by itself',
    scope: 'verifications:write',
    params,
    body: stepBody,
    admit: admitTo(app),
    answers: { 200: { description: 'Recorded', schema: verificationSchema } },
    async run({ params: { verification: id }, body: { step, failed, attempt = null } }, { actor }) {
      const recorded = step
        ? await app.recordStep(id, step, attempt, actor)
        : await app.failVerification(id, failed || 'The runner gave no detail.', attempt, actor)
      if (!recorded.ok) return problem(recorded.refusal.code, recorded.refusal.detail)
      return answer(200, showVerification(recorded.value))
    },
  }),
  reportCall({
    path: '/v1/verifications/{verification}/report',
    name: 'receiveReport',
    summary: 'The health report: findings or scheduling follow',
    scope: 'verifications:write',
    params,
    query: reportQuery({ attempt: attemptOfReport }),
    parts: ({ params: { verification: id }, query: { attempt = null } }) => ({
      kind: 'verification',
      id,
      attempt,
    }),
    admit: admitTo(app),
    answers: { 201: { description: 'Kept', schema: receivedSchema } },
    async run({ params: { verification: id }, query: { attempt = null }, report }, { actor }) {
      const received = await app.receiveReport(id, report, attempt, actor)
      if (!received.ok) return problem(received.refusal.code, received.refusal.detail)
      return answer(201, showReceived(received.value, report.files), { location: `/v1/verifications/${id}` })
    },
  }),
  ...partCalls(app, {
    path: '/v1/verifications/{verification}/report',
    of: 'receiveReport',
    scope: 'verifications:write',
    params,
    query: partQuery({ attempt: attemptOfReport }),
    admit: admitTo(app),
    owner: ({ verification: id }, query) => ({
      kind: 'verification',
      id,
      attempt: query?.attempt ?? null,
    }),
  }),
]

/** Looked at before a body of perhaps 64 MB is read. */
const admitTo =
  (app: App) =>
  async ({ verification: id }: { verification: string }, { key }: ApiRequest): Promise<Answer | null> => {
    const view = isId(id) ? await app.readVerification(id) : null
    if (!view || !reachesClient(key, view.verification.client)) return unknown('verification', id)
    return admitToWhole(key)
  }
