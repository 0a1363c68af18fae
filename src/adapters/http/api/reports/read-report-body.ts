import type { ReadReport, ReceivedReport, UnreadReport } from '../../../../app/report-source.ts'
import { readExitCode } from '../../../../domain/exit-code.ts'
import { withExitCode } from '../../../../domain/report-problem.ts'
import { ok, type Result, refuse } from '../../../../domain/result.ts'
import { type Answer, problem } from '../answer.ts'
import type { ApiRequest } from '../call.ts'
import { wrongFields } from '../field-errors.ts'
import { isProblemCode } from '../problems.ts'
import { longestBody } from '../request-body.ts'
import { noExitCode } from './exit-code-schema.ts'
import { openReportBody } from './open-report-body.ts'
import type { FormFields } from './sources-of-form.ts'

/**
 * Reads the report that a request carries, in one file or in many, to its end.
 * @param exitCode what the address says that the test runner ended with; a form may say it instead
 * @returns or the problem that says why there is none
 */
export async function readReportBody(
  request: ApiRequest,
  exitCode: number | null,
  readReport: ReadReport,
): Promise<Result<ReceivedReport, Answer>> {
  if (Number(request.header('content-length') ?? 0) > longestBody)
    return refuse(tooLarge('this one says that it is longer'))
  const opened = openReportBody({
    type: request.header('content-type'),
    encoding: request.header('content-encoding'),
    chunks: request.body.chunks(),
  })
  if (!opened.ok) return opened
  const { sources, fields, refused } = opened.value
  const read = await readReport(sources)
  const whole = read.ok && (await finish(request))
  if (request.body.tooLong) return refuse(tooLarge('this one is longer'))
  if (refused.answer) return refuse(refused.answer)
  if (fields.wrong.length > 0) return refuse(wrongFields(fields.wrong))
  if (!read.ok) return refuse(unreadProblem(read.refusal))
  if (!whole) return refuse(brokenOff())
  const code = codeOf(exitCode, fields)
  return code.ok ? ok({ ...read.value, summary: withExitCode(read.value.summary, code.value) }) : code
}

function codeOf(ofAddress: number | null, { exitCode }: FormFields): Result<number | null, Answer> {
  const wrong = (reason: string) => refuse(wrongFields([{ field: 'exitCode', reason }]))
  if (exitCode === null) return ok(ofAddress)
  if (ofAddress !== null) return wrong('is given in the address and in the form: give it once')
  const code = readExitCode(exitCode)
  return code === null ? wrong(noExitCode) : ok(code)
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

/** @returns why a report could not be read, with the name of the file that is to blame where it has one */
export function unreadProblem({ code, detail, file }: UnreadReport): Answer {
  const known = isProblemCode(code) ? code : 'unreadable-report'
  const blamed = file === '' ? detail : `${file}: ${detail}`
  return problem(known, blamed, { errors: [{ field: file || 'body', reason: detail }] })
}
