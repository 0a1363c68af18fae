import type { ReadReport } from '../../../../app/ports/report-source.ts'
import { ok, type Result } from '../../../../domain/values/result.ts'
import type { Answer } from '../calls/answer.ts'
import type { ApiRequest } from '../calls/call.ts'
import type { ReadPart } from '../calls/handed.ts'
import { keepBytes } from './keep-bytes.ts'
import { readOne } from './read-report-body.ts'

/**
 * Reads a part of a report to its end, as a report of its own, so that one that cannot be read is refused at once.
 * @param exitCode what the address says that the runner of the part ended with
 */
export async function readPart(
  request: ApiRequest,
  { name, exitCode }: { readonly name: string; readonly exitCode: number | null },
  readReport: ReadReport,
): Promise<Result<ReadPart, Answer>> {
  const type = request.header('content-type')
  const kept = keepBytes(request.body.chunks())
  try {
    const encoding = request.header('content-encoding')
    const read = await readOne(request, { type, encoding, chunks: kept.chunks }, exitCode, readReport)
    if (!read.ok) return read
    const { packed, digest } = await kept.finish()
    const { bytes, files, summary } = read.value
    const unexplained = summary.problems.find((problem) => problem.kind === 'exit-code')
    return ok({
      part: { name, digest, bytes, files: files.read, exitCode: unexplained?.exitCode ?? null },
      body: { type: type ?? null, packed },
      report: read.value,
    })
  } finally {
    kept.close()
  }
}
