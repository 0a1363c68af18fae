import { ok, type Result, refuse } from '../../../../../domain/values/result.ts'

/** One part of a form: a file, or a field of text. */
export type FormPart = {
  readonly field: string
  /** The name of the file; null where it is a field. */
  readonly file: string | null
  readonly body: AsyncIterable<Uint8Array>
}

/**
 * What the headers of a part say (RFC 7578, 4.2). It is a file where it has the name of one, or a type that is not text.
 * @param headers as dicer gives them: lists of values under names in lower case, one character for each byte
 * @returns or why nobody can tell, in a sentence
 */
export function readPartHeaders(headers: object): Result<Omit<FormPart, 'body'>, string> {
  const disposition = firstOf(headers, 'content-disposition') ?? ''
  const [kind = '', ...rest] = disposition.split(';')
  const parameters = new Map(
    [...`;${rest.join(';')}`.matchAll(parameter)].map(([, name = '', quoted, plain = '']) => [
      name.toLowerCase(),
      textOf(quoted?.replaceAll(/\\(["\\])/g, '$1').replaceAll('%22', '"') ?? plain),
    ]),
  )
  const field = parameters.get('name')
  if (kind.trim().toLowerCase() !== 'form-data' || field === undefined)
    return refuse('A part of the form has no name (Content-Disposition: form-data; name="…").')
  const encoding = firstOf(headers, 'content-transfer-encoding')?.trim().toLowerCase() ?? 'binary'
  if (!['binary', '7bit', '8bit'].includes(encoding))
    return refuse(`A part of the form is encoded as ${encoding.slice(0, 40)}. Send files as they are.`)
  const type = firstOf(headers, 'content-type') ?? 'text/plain'
  const isText = /^\s*text\/plain\s*(?:;|$)/i.test(type)
  return ok({ field, file: parameters.get('filename') ?? (isText ? null : field) })
}

const parameter = /;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g

const textOf = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8')

function firstOf(headers: object, name: string): string | undefined {
  const values: unknown = Object.entries(headers).find(([key]) => key === name)?.[1]
  return Array.isArray(values) && typeof values[0] === 'string' ? values[0] : undefined
}
