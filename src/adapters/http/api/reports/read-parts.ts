import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { StaleWrite } from '../../../../app/ports/ports.ts'
import type { ReadReport, ReceivedReport, ReportSource } from '../../../../app/ports/report-source.ts'
import type { OpenedParts } from '../../../../app/use-cases/report-parts.ts'
import { partNames, withPartCodes } from '../../../../domain/reports/report-part.ts'
import { withExitCode } from '../../../../domain/reports/report-problem.ts'
import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import { type Answer, problem } from '../calls/answer.ts'
import type { Closing } from '../calls/closing.ts'
import { openReportBody } from './open-report-body.ts'
import { unreadProblem } from './read-report-body.ts'

const namedParts = 100

/**
 * Reads all the parts of a report as one.
 * @returns or why it cannot be closed: there are more parts or fewer, or together they are too much
 */
export async function readParts(
  opened: OpenedParts,
  { parts: wanted, exitCode }: Closing,
  readReport: ReadReport,
): Promise<Result<ReceivedReport, Answer>> {
  const { parts } = opened
  if (parts.length !== wanted) {
    const detail = `The report was closed with ${wanted} ${wanted === 1 ? 'part' : 'parts'}, and ${partNames(parts)}.`
    const names = parts.slice(0, namedParts).map(({ name }) => name)
    return refuse(
      problem('parts-differ', `${detail} Hand in what is missing, or drop what is too much, and close it again.`, {
        parts: parts.length,
        names,
      }),
    )
  }
  const read = await readReport(sourcesOf(opened))
  if (!read.ok) return refuse(unreadProblem(read.refusal))
  const summary = withPartCodes(withExitCode(read.value.summary, exitCode ?? null), parts)
  return ok({ ...read.value, summary, parts })
}

/** Throws `StaleWrite` when a part is not there any more. */
async function* sourcesOf({ parts, body }: OpenedParts): AsyncGenerator<ReportSource> {
  for (const part of parts) {
    const kept = await body(part)
    if (!kept) throw new StaleWrite(`part ${part.name}`)
    const chunks = Readable.from([kept.packed], { objectMode: false }).pipe(createGunzip())
    const opened = openReportBody({ type: kept.type ?? undefined, encoding: undefined, chunks })
    if (!opened.ok) throw new Error(`part ${part.name} cannot be opened as it was before`)
    for await (const source of opened.value.sources)
      yield { ...source, name: source.name === '' ? part.name : `${part.name}/${source.name}` }
    if (opened.value.refused.answer) throw new Error(`part ${part.name} cannot be read as it was before`)
  }
}
