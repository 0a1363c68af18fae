import type { ReportSource, ReportSources } from '../../../../app/ports/report-source.ts'
import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import { type Answer, problem } from '../calls/answer.ts'
import { boundaryOf, FormRefused } from './form/read-form.ts'
import { type Declared, declaredOf, formType, judgeFirstBytes, mediaOf } from './report-type.ts'
import { type FormFields, noFields, sourcesOfForm } from './sources-of-form.ts'

/** The body of a request that carries a report, or what was kept of one. */
export type ReportBody = {
  /** Its `Content-Type` and `Content-Encoding`. */
  readonly type: string | undefined
  readonly encoding: string | undefined
  readonly chunks: AsyncIterable<Uint8Array>
}

export type OpenedBody = {
  readonly sources: ReportSources
  /** Whole once the sources were read to their end. */
  readonly fields: FormFields
  /** What the body is refused for, found while it was read; whatever was read of it does not count then. */
  readonly refused: { answer: Answer | null }
}

/** @returns what a report is read from, or the problem that its headers make */
export function openReportBody({ type, encoding, chunks }: ReportBody): Result<OpenedBody, Answer> {
  const refused: OpenedBody['refused'] = { answer: null }
  const fields = noFields()
  if (mediaOf(type) === formType) {
    const boundary = boundaryOf(type ?? '')
    if (boundary === null) return refuse(problem('malformed-form', 'Content-Type names no boundary.'))
    if (encoding && encoding.trim().toLowerCase() !== 'identity')
      return refuse(problem('unsupported-encoding', 'A form is taken unpacked. Pack the files in it.'))
    return ok({ sources: parts(chunks, boundary, fields, refused), fields, refused })
  }
  const declared = declaredOf(type, encoding)
  if (!declared.ok) return declared
  return ok({ sources: [{ name: '', body: honest(chunks, declared.value, refused) }], fields, refused })
}

async function* parts(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
  fields: FormFields,
  refused: OpenedBody['refused'],
): AsyncGenerator<ReportSource> {
  try {
    yield* sourcesOfForm(chunks, boundary, fields)
  } catch (error) {
    const message = error instanceof FormRefused ? error.message : 'The upload broke off. Send it again.'
    refused.answer = problem(error instanceof FormRefused ? 'malformed-form' : 'broken-off', message)
  }
}

/** The same bytes; ends early when the first ones are not what the headers say. */
async function* honest(
  chunks: AsyncIterable<Uint8Array>,
  declared: Declared,
  refused: OpenedBody['refused'],
): AsyncGenerator<Uint8Array> {
  let first = true
  for await (const chunk of chunks) {
    if (first && chunk.byteLength > 0) {
      refused.answer = judgeFirstBytes(chunk, declared)
      if (refused.answer) return
      first = false
    }
    yield chunk
  }
}
