import { defaultWindow } from '../../../../domain/people/client.ts'
import { defaultPolicyNumbers } from '../../../../domain/people/policy-numbers.ts'
import { formatWindow } from '../../../../domain/time/windows/format-window.ts'
import { parseWindow } from '../../../../domain/time/windows/reading/parse-window.ts'
import { type ShortWindow, shortWindows } from '../../../../domain/time/windows/too-short.ts'
import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import type { FieldError } from '../calls/answer.ts'
import { mistakesIn } from '../calls/field-errors.ts'
import type { VendorNumbers } from '../calls/vendor-numbers.ts'
import { type ClientInput, clientDocument } from './client-schema.ts'

export const usualNumbers: VendorNumbers = {
  expectedMinutes: defaultPolicyNumbers.expectedMinutes,
  defaultWindow,
}

/**
 * Reads a client document, wherever it comes from: the API, or an operator's file.
 * @param whole what to call the document itself, e.g. `body`
 * @returns it tidied and filled in; or all of its mistakes in one go, each with its field, what came, and what would be
 * right
 */
export function readClient(
  value: unknown,
  whole: string,
  vendor: VendorNumbers,
): Result<ClientInput, readonly FieldError[]> {
  const read = mistakesIn(clientDocument, value, whole)
  const mistakes = [...(read.ok ? [] : read.refusal.map((one) => withValue(one, value))), ...tooShortIn(value, vendor)]
  return read.ok && mistakes.length === 0 ? ok(read.value) : refuse(mistakes)
}

/**
 * The same for what is then put on file, which judges the windows by the numbers that stand there: only beside other
 * mistakes is it said already here that they are too short.
 */
export function readClientToPut(value: unknown, vendor: VendorNumbers): Result<ClientInput, readonly FieldError[]> {
  const read = mistakesIn(clientDocument, value, 'body')
  return read.ok ? read : readClient(value, 'body', vendor)
}

/** Windows in which nothing could ever start, as far as windows and numbers can be read. */
function tooShortIn(value: unknown, { expectedMinutes, defaultWindow }: VendorNumbers): FieldError[] {
  const windows = at(value, ['windows']) ?? []
  const own = at(value, ['policy', 'expectedMinutes'])
  const minutes = Number.isInteger(own) ? Number(own) : expectedMinutes
  if (!Array.isArray(windows) || minutes < 1 || minutes > 1_440) return []
  // One that cannot be read might make another longer; all the same they are told together, to be mended in one go.
  const readable = windows.flatMap((text: unknown, at) => {
    const parsed = typeof text === 'string' ? parseWindow(text) : null
    return parsed?.ok ? [{ at, kept: formatWindow(parsed.value) }] : []
  })
  if (readable.length === 0 && windows.length > 0) return []
  const short = shortWindows(
    readable.map(({ kept }) => kept),
    { minutes, defaultWindow },
  )
  return shortErrors(
    short.map(({ index, reason }) => ({
      index: index === null ? null : (readable[index]?.at ?? null),
      reason,
    })),
  )
}

/** @returns the same as errors of the fields where they stand */
export const shortErrors = (short: readonly ShortWindow[]): FieldError[] =>
  short.map(({ index, reason }) => ({ field: index === null ? 'windows' : `windows[${index}]`, reason }))

const longestShown = 60

function withValue(error: FieldError, document: unknown): FieldError {
  // What is secret, or nearly one, is shown to nobody.
  if (/secret/i.test(error.field)) return error
  const came = at(document, partsOf(error.field))
  if (came === undefined || came === document || (typeof came === 'object' && came !== null)) return error
  const json = JSON.stringify(came)
  return { ...error, value: json.length > longestShown ? `${json.slice(0, longestShown)}…` : json }
}

/** `administrators[1].email` → `administrators`, `1`, `email`. */
const partsOf = (field: string): string[] => field.split(/[.[\]"]+/).filter((part) => part !== '')

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
        ? (inner as Readonly<Record<string, unknown>>)[part]
        : undefined,
    value,
  )
}
