import { z } from '@hono/zod-openapi'
import type { ReceivedReport } from '../../../../app/ports/report-source.ts'
import type { App } from '../../../../app/use-cases/app.ts'
import type { KeptPart, PartsOwner } from '../../../../app/use-cases/report-parts.ts'
import { answer, problem } from '../calls/answer.ts'
import type { Call, CallSpec } from '../calls/call.ts'
import { type Admit, callOf, idempotencyHeader, paramsOf, writeCall } from '../calls/define-call.ts'
import { exitCodeText } from '../calls/exit-code-schema.ts'
import { readQuery } from '../calls/read-query.ts'
import { line } from '../calls/text-schema.ts'
import { filesSchema, showFiles } from './files-schema.ts'
import { exitCodeIn } from './report-call.ts'
import { reportContent } from './report-content.ts'
import { totalsSchema } from './totals-schema.ts'

const namedParts = 100
const partName = line(200).openapi({ type: 'string', maxLength: 200, example: 'shard-1' })

const keptSchema = z
  .object({
    name: z.string(),
    replaced: z.boolean().openapi({ description: 'A part of that name with other bytes was there before.' }),
    parts: z.int().openapi({ description: 'How many there are now.' }),
    names: z.array(z.string()).openapi({ description: `Of the first ${namedParts}.` }),
    totals: totalsSchema,
    files: filesSchema,
  })
  .openapi('KeptPart')

/** The parameters of a call that takes a part; `attempt` where the report has tries. */
export const partQuery = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ ...shape, name: partName, exitCode: exitCodeText })

const nameOnly = z.object({ name: partName })

/** Parts of a report: what is said of the calls, and whose the parts are. */
type PartsSpec<Params extends z.ZodObject, Query extends z.ZodObject> = Pick<
  CallSpec<Params>,
  'path' | 'scope' | 'params'
> & {
  /** The operation of the call that takes the whole: `receiveReport`. */
  readonly of: string
  /** One of `partQuery`. */
  readonly query: Query
  readonly admit: Admit<Params>
  /** Whose they are; without a query, of whatever try. */
  owner(params: z.output<Params>, query?: z.output<Query>): PartsOwner
}

/** The calls for a report that is handed in bit by bit: keep a part, drop some; the report's own call closes it. */
export const partCalls = <Params extends z.ZodObject, Query extends z.ZodObject>(
  app: App,
  spec: PartsSpec<Params, Query>,
): Call[] => [keepCall(app, spec), dropCall(app, spec)]

function keepCall<Params extends z.ZodObject, Query extends z.ZodObject>(
  app: App,
  spec: PartsSpec<Params, Query>,
): Call {
  const docs = {
    ...spec,
    path: `${spec.path}/parts`,
    name: `${spec.of}Part`,
    summary: 'Keeps a part of a report, which may come in any form that a report comes in; nothing is decided yet',
    answers: {
      200: { description: 'Known already, or in the place of the one before', schema: keptSchema },
      201: { description: 'Kept', schema: keptSchema },
    },
  }
  return {
    ...callOf('post', docs, {
      query: spec.query,
      body: { required: true, content: reportContent(false) },
      headers: idempotencyHeader,
    }),
    async handle(request, desk) {
      const params = await paramsOf(spec, request)
      if (!params.ok) return params.refusal
      const query = readQuery(spec.query, request.query)
      if (!query.ok) return query.refusal
      const named = readQuery(nameOnly, request.query)
      if (!named.ok) return named.refusal
      const read = await desk.readPart(request, { ...named.value, exitCode: exitCodeIn(request) })
      if (!read.ok) return read.refusal
      const { part, body, report } = read.value
      return desk.once(request, async () => {
        const kept = await app.keepReportPart(spec.owner(params.value, query.value), part, body)
        if (!kept.ok) return problem(kept.refusal.code, kept.refusal.detail)
        return answer(kept.value.place === 'added' ? 201 : 200, showKept(kept.value, part.name, report))
      })
    },
  }
}

const showKept = ({ place, parts }: KeptPart, name: string, { summary, files }: ReceivedReport) => ({
  name,
  replaced: place === 'replaced',
  parts: parts.length,
  names: parts.slice(0, namedParts).map((one) => one.name),
  totals: summary.totals,
  ...showFiles(files),
})

const dropCall = <Params extends z.ZodObject, Query extends z.ZodObject>(
  app: App,
  spec: PartsSpec<Params, Query>,
): Call =>
  writeCall({
    method: 'post',
    path: `${spec.path}/parts/drop`,
    name: `${spec.of}PartsDrop`,
    summary: 'Drops the parts of a report that was begun, or one of them',
    scope: spec.scope,
    params: spec.params,
    admit: spec.admit,
    body: z.strictObject({ name: partName.optional() }).openapi('DroppedParts'),
    answers: {
      200: { description: 'Dropped', schema: z.object({ dropped: z.int() }) },
    },
    async run({ params, body: { name } }) {
      const dropped = await app.dropReportParts(spec.owner(params), name)
      return dropped.ok
        ? answer(200, { dropped: dropped.value })
        : problem(dropped.refusal.code, dropped.refusal.detail)
    },
  })
