import { ReportRefused } from '../report-refusal.ts'

export type Format = { readonly kind: 'xml' | 'json' | 'tap'; readonly encoding: string }

/** How many bytes of a body are enough to tell its format and its encoding. */
export const sniffedBytes = 1024

/**
 * What the first bytes say: XML, JSON or TAP, and in which encoding. Byte order mark before the XML declaration before
 * UTF-8 (XML 1.0, appendix F); a declared UTF-16 without its bytes is taken for UTF-8, since it is a known slip.
 *
 * @param head the body's first bytes, `sniffedBytes` of them where it has so many.
 * @throws {ReportRefused} `not-a-report` for anything else, named where it can be told; `bad-encoding`.
 */
export function sniffFormat(head: Buffer): Format {
  if (head.length === 0) throw new ReportRefused('not-a-report', `The body is empty. ${whatToSend}`)
  const foreign = magics.find(({ bytes }) => head.subarray(0, bytes.length).equals(Buffer.from(bytes)))
  if (foreign) throw new ReportRefused('not-a-report', `The body is ${foreign.name}. ${whatToSend}`)
  const marked = marks.find(({ bytes }) => head.subarray(0, bytes.length).equals(Buffer.from(bytes)))
  const wide = marked?.encoding ?? utf16WithoutMark(head)
  const text = new TextDecoder(wide ?? 'latin1').decode(head.subarray(marked?.bytes.length ?? 0)).trimStart()
  if (/^[{[]/.test(text)) return { kind: 'json', encoding: wide ?? 'utf-8' }
  // XML may hold the TAP that a program printed.
  if (!text.startsWith('<')) {
    if (tapLine.test(text)) return { kind: 'tap', encoding: wide ?? 'utf-8' }
    throw new ReportRefused('not-a-report', `The body is neither XML nor JSON nor TAP. ${whatToSend}`)
  }
  if (/^<(!doctype\s+)?html\b/i.test(text)) {
    const detail = 'The body is an HTML page, perhaps a login or error page that was saved in place of the report.'
    throw new ReportRefused('not-a-report', `${detail} ${whatToSend}`)
  }
  return { kind: 'xml', encoding: wide ?? declaredEncoding(text) }
}

/** What a TAP stream begins with: its version, its plan, a test point, or the name of a subtest. */
const tapLine = /^(TAP version \d|\d+\.\.\d+\s*(#.*)?$|(not )?ok( \d+)?( |$)|# Subtest)/im

export const whatToSend =
  'Send JUnit XML, CTRF, TAP, TRX, NUnit, xUnit.net, Boost.Test, application/health+json or a list of checks, as they are or gzipped.'

const magics: readonly { bytes: readonly number[]; name: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a PNG image' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a JPEG image' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF document' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a ZIP archive' },
  { bytes: [0x1f, 0x8b], name: 'gzip packed twice' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'packed with zstd' },
]

const marks: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
]

function utf16WithoutMark(head: Buffer): string | undefined {
  if (head.length < 2) return undefined
  if (head[0] !== 0 && head[1] === 0) return 'utf-16le'
  return head[0] === 0 && head[1] !== 0 ? 'utf-16be' : undefined
}

function declaredEncoding(text: string): string {
  const label = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(text)?.[1] ?? 'utf-8'
  if (/^utf-?16/i.test(label)) return 'utf-8'
  try {
    return new TextDecoder(label).encoding
  } catch {
    throw new ReportRefused('bad-encoding', `The encoding "${label}" is not known here. Write the report in UTF-8.`)
  }
}
