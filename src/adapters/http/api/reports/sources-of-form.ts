import type { ReportSource } from '../../../../app/ports/report-source.ts'
import type { FieldError } from '../calls/answer.ts'
import { readForm } from './form/read-form.ts'

/** A field of text in a form is a number, never a report. */
const longestField = 100

/** The fields of a form, once it was read to its end. */
export type FormFields = {
  /** What the test runner ended with, as it was written; null where it was not told. */
  exitCode: string | null
  /** What is wrong with them. */
  readonly wrong: FieldError[]
}

export const noFields = (): FormFields => ({ exitCode: null, wrong: [] })

/**
 * The files of a form, under whatever names their fields have; its fields of text are gathered on the way.
 * @throws {FormRefused} for a form that nobody can read
 */
export async function* sourcesOfForm(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
  fields: FormFields,
): AsyncGenerator<ReportSource> {
  for await (const { field, file, body } of readForm(chunks, boundary)) {
    if (field === 'exitCode') {
      if (fields.exitCode !== null) fields.wrong.push({ field, reason: 'is given twice: give it once' })
      fields.exitCode = await textOf(body)
    } else if (file === null) fields.wrong.push({ field: field.slice(0, 100), reason: noFile })
    else yield { name: file || field, body }
  }
}

const noFile =
  'is no field of this form, which takes exitCode and files; send a file as one (curl -F report=@report.xml)'

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = ''
  for await (const chunk of body) if (text.length < longestField) text += Buffer.from(chunk).toString('latin1')
  return text.slice(0, longestField)
}
