import type { ReadReport, ReceivedReport, UnreadReport } from '../../../../app/ports/report-source.ts'
import { readExitCode } from '../../../../domain/reports/exit-code.ts'
import { withExitCode } from '../../../../domain/reports/report-problem.ts'
import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import { type Answer, problem } from '../calls/answer.ts'
import type { ApiRequest } from '../calls/call.ts'
import { beginningOf, onlyCode, readClosing } from '../calls/closing.ts'
import { noExitCode } from '../calls/exit-code-schema.ts'
import { wrongFields } from '../calls/field-errors.ts'
import type { Handed } from '../calls/handed.ts'
import { isProblemCode } from '../calls/problems.ts'
import { longestBody } from '../calls/request-body.ts'
import { openReportBody, type ReportBody } from './open-report-body.ts'
import { mediaOf } from './report-type.ts'
import type { FormFields } from './sources-of-form.ts'

/**
 * Reads what a call that takes reports was handed, to its end: a report in one file or in many, or the closing of one in
 * parts.
 * @param exitCode what the address says that the test runner ended with; a form or a closing may say it instead
 * @param closes whether the call takes a closing
 * @returns or the problem that says why nothing of it can be taken
 */
export async function readReportBody(
  request: ApiRequest,
  { exitCode, closes }: { readonly exitCode: number | null; readonly closes: boolean },
  readReport: ReadReport,
): Promise<Result<Handed, Answer>> {
  const type = request.header('content-type')
  const encoding = request.header('content-encoding')
  const chunks = request.body.chunks()
  if (!closes || mediaOf(type) !== 'application/json' || encoding !== undefined)
    return asReport(await readOne(request, { type, encoding, chunks }, exitCode, readReport))
  const begun = await beginningOf(chunks).catch(() => null)
  if (!begun) return refuse(brokenOff())
  const closing = readClosing(begun.head)
  if (!closing) return asReport(await readOne(request, { type, encoding, chunks: begun.body }, exitCode, readReport))
  if (!closing.ok) return closing
  const code = onlyCode(exitCode, closing.value.exitCode ?? null, 'body')
  return code.ok ? ok({ kind: 'closing', closing: { ...closing.value, exitCode: code.value ?? undefined } }) : code
}

const asReport = (read: Result<ReceivedReport, Answer>): Result<Handed, Answer> =>
  read.ok ? ok({ kind: 'report', report: read.value }) : read

/**
 * Reads a report to its end from the body of a request.
 * @param body that of the request, or what lets it through
 */
export async function readOne(
  request: ApiRequest,
  body: ReportBody,
  exitCode: number | null,
  readReport: ReadReport,
): Promise<Result<ReceivedReport, Answer>> {
  if (Number(request.header('content-length') ?? 0) > longestBody)
    return refuse(tooLarge('this one says that it is longer'))
  const opened = openReportBody(body)
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
  const code = exitCode === null ? null : readExitCode(exitCode)
  if (exitCode !== null && code === null) return refuse(wrongFields([{ field: 'exitCode', reason: noExitCode }]))
  return onlyCode(ofAddress, code, 'form')
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
