import { z } from '@hono/zod-openapi'
import { mostParts } from '../../../../domain/reports/report-part.ts'
import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import type { Answer } from './answer.ts'
import { exitCodeNumber } from './exit-code-schema.ts'
import { parse, wrongFields } from './field-errors.ts'
import { parseJson } from './parse-json.ts'

/** Closes a report that came in parts. */
export const closingBody = z
  .strictObject({
    parts: z.int().min(1, 'must be 1 or more').max(mostParts, `must be ${mostParts} or less`).openapi({
      description: 'How many parts there must be, by as many names.',
    }),
    exitCode: exitCodeNumber,
  })
  .openapi('ReportClosing', { description: 'Closes a report that was handed in in parts.' })

export type Closing = z.output<typeof closingBody>

/** A closing is some 30 bytes long; whatever is longer than this is none. */
const longest = 1024

/** The beginning of a body, and whether it is all of it. */
type Beginning = { readonly pieces: readonly Uint8Array[]; readonly whole: boolean }

/** @returns as much of a body as a closing may be long, and the body from its first byte on */
export async function beginningOf(
  chunks: AsyncGenerator<Uint8Array>,
): Promise<{ readonly head: Beginning; readonly body: AsyncGenerator<Uint8Array> }> {
  const pieces: Uint8Array[] = []
  let length = 0
  let whole = false
  while (length <= longest && !whole) {
    const next = await chunks.next()
    if (next.done) whole = true
    else {
      pieces.push(next.value)
      length += next.value.byteLength
    }
  }
  return { head: { pieces, whole: whole && length <= longest }, body: replayed(pieces, chunks) }
}

async function* replayed(pieces: readonly Uint8Array[], rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces
  yield* rest
}

/**
 * Tells a closing from a report, which may be JSON, too: a closing speaks of parts or of an exit code, and of no results,
 * as CTRF does.
 * @returns null for a report; or why a closing is none that can be meant
 */
export function readClosing({ pieces, whole }: Beginning): Result<Closing, Answer> | null {
  const json = whole ? parseJson(Buffer.concat(pieces).toString('utf8')) : null
  if (!json) return null
  if (!json.ok) return null
  const { value } = json
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'results' in value) return null
  if (!('parts' in value || 'exitCode' in value)) return null
  return parse(closingBody, value, 'body')
}

/** @returns the exit code of an address or of a document; or why nobody can tell */
export function onlyCode(ofAddress: number | null, said: number | null, where: string): Result<number | null, Answer> {
  if (ofAddress === null || said === null) return ok(said ?? ofAddress)
  const reason = `is given in the address and in the ${where}: give it once`
  return refuse(wrongFields([{ field: 'exitCode', reason }]))
}
