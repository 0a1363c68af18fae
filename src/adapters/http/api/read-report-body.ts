import type { ReadReport, ReceivedReport, UnreadReport } from '../../../app/report-source.ts'
import { ok, type Result, refuse } from '../../../domain/result.ts'
import { type Answer, problem } from './answer.ts'
import type { ApiRequest } from './call.ts'
import { isProblemCode } from './problems.ts'
import { type Declared, declaredOf, judgeFirstBytes } from './report-type.ts'
import { longestBody } from './request-body.ts'

/** @returns the report that the request carries, read to its end; or the problem that says why there is none. */
export async function readReportBody(
  request: ApiRequest,
  readReport: ReadReport,
): Promise<Result<ReceivedReport, Answer>> {
  const declared = declaredOf(request.header('content-type'), request.header('content-encoding'))
  if (!declared.ok) return declared
  if (Number(request.header('content-length') ?? 0) > longestBody)
    return refuse(tooLarge('this one says that it is longer'))
  const lie: { told: Answer | null } = { told: null }
  const body = honest(request.body.chunks(), declared.value, (told) => {
    lie.told = told
  })
  const read = await readReport([{ name: '', body }])
  if (lie.told) return refuse(lie.told)
  if (read.ok && (await finish(request))) return ok(read.value)
  if (request.body.tooLong) return refuse(tooLarge('this one is longer'))
  return refuse(read.ok ? brokenOff() : reportProblem(read.refusal))
}

/** A reader may stop behind the last element, but what makes two requests the same is every byte of them. */
async function finish({ body }: ApiRequest): Promise<boolean> {
  const rest = body.chunks()
  try {
    while (!(await rest.next()).done);
    return true
  } catch {
    return false
  }
}

const tooLarge = (what: string): Answer =>
  problem(
    'too-large',
    `A report may be 64 MB (67,108,864 bytes) long; ${what}. Leave captured output out of it, or split it.`,
  )

const brokenOff = () => problem('broken-off', 'The upload broke off. Send the whole report again.')

function reportProblem({ code, detail, file }: UnreadReport): Answer {
  const known = isProblemCode(code) ? code : 'unreadable-report'
  const blamed = file === '' ? detail : `${file}: ${detail}`
  return problem(known, blamed, { errors: [{ field: file || 'body', reason: detail }] })
}

/** The same bytes; ends early, and tells, when the first ones are not what the headers say. */
async function* honest(
  chunks: AsyncIterable<Uint8Array>,
  declared: Declared,
  tell: (told: Answer) => void,
): AsyncGenerator<Uint8Array> {
  let first = true
  for await (const chunk of chunks) {
    const told = first && chunk.byteLength > 0 ? judgeFirstBytes(chunk, declared) : null
    if (told) {
      tell(told)
      return
    }
    first = false
    yield chunk
  }
}
