import { ReportRefused } from '../report-refusal.ts'
import { type Format, sniffedBytes, sniffFormat } from './sniff-format.ts'

export type Text = { readonly kind: Format['kind']; readonly chunks: AsyncIterable<string> }

/**
 * The body as text, in the encoding that its first bytes tell.
 *
 * @throws {ReportRefused} what `sniffFormat` throws; `bad-encoding` when bytes are none of that encoding;
 * `truncated` when the last character is incomplete.
 */
export async function decodeText(bytes: AsyncGenerator<Buffer>): Promise<Text> {
  const head: Buffer[] = []
  let length = 0
  while (length < sniffedBytes) {
    const next = await bytes.next()
    if (next.done) break
    head.push(next.value)
    length += next.value.length
  }
  const start = Buffer.concat(head)
  const format = sniffFormat(start.subarray(0, sniffedBytes))
  return { kind: format.kind, chunks: decoded(start, bytes, format.encoding) }
}

async function* decoded(head: Buffer, rest: AsyncGenerator<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const step = (bytes: Buffer | undefined, otherwise: () => ReportRefused): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw otherwise()
    }
  }
  const foreign = () =>
    new ReportRefused('bad-encoding', `The report holds bytes that are not ${encoding}. Write it in UTF-8.`)
  const cutOff = () => new ReportRefused('truncated', 'The report ends inside a character. Send the whole of it.')
  try {
    const first = step(head, foreign).trimStart()
    if (first) yield first
    for await (const piece of rest) {
      const text = step(piece, foreign)
      if (text) yield text
    }
    const last = step(undefined, cutOff)
    if (last) yield last
  } finally {
    await rest.return(undefined)
  }
}
