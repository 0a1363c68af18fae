import { z } from '@hono/zod-openapi'
import type { ReceivedReport } from '../../../../app/report-source.ts'
import type { Answer } from '../answer.ts'
import type { ApiRequest, Call, CallSpec } from '../call.ts'
import { type Admit, callOf, idempotencyHeader, paramsOf, type WithParams } from '../define-call.ts'
import { readQuery } from '../read-query.ts'
import { exitCodeText } from './exit-code-schema.ts'
import { formType, reportTypes } from './report-type.ts'

/**
 * The parameters of a call that takes a report. What an address names beside them is refused: an exit code under another
 * name would be lost.
 */
export const reportQuery = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ ...shape, exitCode: exitCodeText })

/**
 * A call whose body is a test report, in one file or in many, read as a stream. `admit` is asked before the body is read.
 * @param spec its query is one of `reportQuery`
 */
export function reportCall<Params extends z.ZodObject, Query extends z.ZodObject>(
  spec: CallSpec<Params> & {
    readonly query: Query
    readonly admit?: Admit<Params>
    run(
      input: WithParams<Params> & { readonly query: z.output<Query>; readonly report: ReceivedReport },
      request: ApiRequest,
    ): Promise<Answer>
  },
): Call {
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
      const code = readQuery(exitCodeOnly, request.query)
      const report = await desk.readReport(request, code.ok ? (code.value.exitCode ?? null) : null)
      if (!report.ok) return report.refusal
      const input = { params: params.value, query: query.value, report: report.value }
      return desk.once(request, () => spec.run(input, request))
    },
  }
}

const exitCodeOnly = z.object({ exitCode: exitCodeText })

const binary = { type: 'string' as const, format: 'binary' }
const whole = {
  ...binary,
  description: 'A test report in any format that is taken, or gzip, ZIP, tar or tar.gz of its files.',
}
const form = {
  type: 'object' as const,
  description: 'Any number of files of one report, under any names; archives among them are opened.',
  properties: {
    exitCode: { type: 'integer' as const, description: 'What the test runner ended with.' },
    report: { type: 'array' as const, items: binary },
  },
  additionalProperties: { type: 'array' as const, items: binary },
}

const content = {
  ...Object.fromEntries(reportTypes.map((type) => [type, { schema: whole }])),
  [formType]: { schema: form },
}
