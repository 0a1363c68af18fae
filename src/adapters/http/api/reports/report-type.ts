import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import { type Answer, problem } from '../calls/answer.ts'

/** The content types in which a report may come, as one body. */
export const reportTypes = [
  'application/xml',
  'text/xml',
  'application/json',
  'application/health+json',
  'text/plain',
  'application/gzip',
  'application/zip',
  'application/x-tar',
  'application/octet-stream',
] as const

/** And of many files in one form (RFC 7578). */
export const formType = 'multipart/form-data'

type Form = 'XML' | 'JSON' | 'ZIP' | 'tar'

/** What the headers say of a report: whether it is packed, and what it is; null leaves it to its first bytes. */
export type Declared = { readonly gzip: boolean; readonly format: Form | null }

const formats: Readonly<Record<string, Declared>> = {
  'application/xml': { gzip: false, format: 'XML' },
  'text/xml': { gzip: false, format: 'XML' },
  'application/json': { gzip: false, format: 'JSON' },
  'application/health+json': { gzip: false, format: 'JSON' },
  // Refused by its name, which says more than that its type is not taken.
  'application/x-ndjson': { gzip: false, format: 'JSON' },
  // TAP has no type of its own.
  'text/plain': { gzip: false, format: null },
  'application/gzip': { gzip: true, format: null },
  'application/x-gzip': { gzip: true, format: null },
  'application/zip': { gzip: false, format: 'ZIP' },
  'application/x-zip-compressed': { gzip: false, format: 'ZIP' },
  'application/x-tar': { gzip: false, format: 'tar' },
  'application/x-gtar': { gzip: false, format: 'tar' },
  'application/x-compressed-tar': { gzip: true, format: null },
  'application/octet-stream': { gzip: false, format: null },
}

/** @returns the content type without its parameters, in lower case; empty where there is none */
export const mediaOf = (type: string | undefined): string => (type ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** @returns what the headers say, or the problem that says which types and encodings are taken. */
export function declaredOf(type: string | undefined, encoding: string | undefined): Result<Declared, Answer> {
  const media = mediaOf(type)
  const declared = Object.hasOwn(formats, media) ? formats[media] : undefined
  if (!declared) {
    const found = media ? `Content-Type is ${media.slice(0, 100)}` : 'Content-Type is missing'
    const curl = media.endsWith('form-urlencoded')
      ? " curl says so unless told otherwise: add -H 'Content-Type: application/xml'."
      : ''
    const taken = [...reportTypes, formType].join(', ')
    return refuse(problem('unsupported-content-type', `${found}; a report is ${taken}.${curl}`))
  }
  switch ((encoding ?? 'identity').trim().toLowerCase()) {
    case 'identity':
    case '':
      return ok(declared)
    case 'gzip':
    case 'x-gzip':
      return ok({ ...declared, gzip: true })
    default:
      return refuse(problem('unsupported-encoding', 'Content-Encoding may be gzip, or be left out.'))
  }
}

/**
 * Compares what the headers say with the first bytes. A packed report needs no header that says so, and what is told by
 * none of them is left to the reader, which knows more formats by name.
 * @returns the problem that names the contradiction, or null
 */
export function judgeFirstBytes(head: Uint8Array, declared: Declared): Answer | null {
  const packed = head[0] === 0x1f && (head.byteLength < 2 || head[1] === 0x8b)
  if (packed) return declared.format === 'ZIP' ? mismatch('ZIP', 'gzip') : null
  if (declared.gzip) return problem('content-type-mismatch', 'The headers say gzip, and the body is not packed.')
  const found = formatOf(Buffer.from(head.buffer, head.byteOffset, head.byteLength))
  if (!found || !declared.format || found === declared.format) return null
  return mismatch(declared.format, found)
}

const mismatch = (said: string, found: string): Answer =>
  problem('content-type-mismatch', `Content-Type says ${said}, and the body is ${found}.`)

function formatOf(head: Buffer): Form | null {
  if (head[0] === 0x50 && head[1] === 0x4b) return 'ZIP'
  if (head.toString('latin1', 257, 262) === 'ustar') return 'tar'
  // Byte order marks, the zero bytes of UTF-16 and white space come before the character that tells.
  const telling = head.subarray(0, 1024).find((byte) => byte > 0x20 && ![0xef, 0xbb, 0xbf, 0xfe, 0xff].includes(byte))
  if (telling === 0x3c) return 'XML'
  return telling === 0x7b || telling === 0x5b ? 'JSON' : null
}
