import { z } from '@hono/zod-openapi'
import type { ReceivedReport } from '../../../../app/ports/report-source.ts'
import type { PartsOwner } from '../../../../app/use-cases/report-parts.ts'
import type { Answer } from '../calls/answer.ts'
import type { ApiRequest, Call, CallSpec, Desk } from '../calls/call.ts'
import { type Admit, callOf, idempotencyHeader, paramsOf, type WithParams } from '../calls/define-call.ts'
import { exitCodeText } from '../calls/exit-code-schema.ts'
import { readQuery } from '../calls/read-query.ts'
import { reportContent } from './report-content.ts'

/**
 * The parameters of a call that takes a report. What an address names beside them is refused: an exit code under another
 * name would be lost.
 */
export const reportQuery = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ ...shape, exitCode: exitCodeText })

const exitCodeOnly = z.object({ exitCode: exitCodeText })

/** @returns what the address says that the test runner ended with; null where it does not say */
export function exitCodeIn(request: ApiRequest): number | null {
  const read = readQuery(exitCodeOnly, request.query)
  return read.ok ? (read.value.exitCode ?? null) : null
}

type Asked<Params extends z.ZodObject, Query extends z.ZodObject> = WithParams<Params> & {
  readonly query: z.output<Query>
}

/**
 * A call whose body is a test report, in one file or in many, read as a stream; or the word that one in parts is whole.
 * `admit` is asked before the body is read.
 * @param spec its query is one of `reportQuery`
 */
export function reportCall<Params extends z.ZodObject, Query extends z.ZodObject>(
  spec: CallSpec<Params> & {
    readonly query: Query
    readonly admit?: Admit<Params>
    /** Whose the parts are; left out where a report comes in one go only. */
    readonly parts?: (asked: Asked<Params, Query>) => PartsOwner
    run(input: Asked<Params, Query> & { readonly report: ReceivedReport }, request: ApiRequest): Promise<Answer>
  },
): Call {
  const { parts } = spec
  const content = reportContent(parts !== undefined)
  return {
    ...callOf('post', spec, {
      query: spec.query,
      body: { required: true, content },
      headers: idempotencyHeader,
    }),
    async handle(request, desk) {
      const params = await paramsOf(spec, request)
      if (!params.ok) return params.refusal
      const query = readQuery(spec.query, request.query)
      if (!query.ok) return query.refusal
      const asked = { params: params.value, query: query.value }
      const handed = await desk.readReport(request, {
        exitCode: exitCodeIn(request),
        closes: parts !== undefined,
      })
      if (!handed.ok) return handed.refusal
      const { value } = handed
      return desk.once(request, async () => {
        const report = value.kind === 'report' ? value.report : await closed(desk, parts?.(asked), value.closing)
        return 'status' in report ? report : spec.run({ ...asked, report }, request)
      })
    },
  }
}

async function closed(
  desk: Desk,
  owner: PartsOwner | undefined,
  closing: Parameters<Desk['closeParts']>[1],
): Promise<ReceivedReport | Answer> {
  if (!owner) throw new Error('a report was closed that comes in no parts')
  const read = await desk.closeParts(owner, closing)
  return read.ok ? read.value : read.refusal
}
