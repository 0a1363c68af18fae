import { ok, type Result, refuse } from '../values/result.ts'
import type { ReportSummary } from './health-report.ts'

/** One part of a report that is handed in bit by bit, as it is kept until the report is closed. */
export type ReportPart = {
  readonly name: string
  /** SHA-256 in hex of what came. */
  readonly digest: string
  /** Unpacked, over all its files. */
  readonly bytes: number
  readonly files: number
  /** What its test runner ended with, where nothing in the part says why; else null. */
  readonly exitCode: number | null
}

/** Of one report, over all its parts; as much as one may hold that comes in one go. */
export const mostParts = 10_000
const mostFiles = 10_000
const mostBytes = 64 * 1024 * 1024

/** How a part came to the others of its report: under a new name, under one with the same or with other bytes. */
export type PartPlace = 'added' | 'same' | 'replaced'

/**
 * Whether a part may be kept beside those that are there. One of the same name takes the place of the one before: a shard
 * that ran again has the last word on itself.
 * @returns or what there would be too much of, in a sentence
 */
export function placePart(
  part: ReportPart,
  kept: readonly ReportPart[],
): Result<PartPlace, { readonly code: 'too-large' | 'too-many-files'; readonly detail: string }> {
  const before = kept.find(({ name }) => name === part.name)
  if (before?.digest === part.digest && before.exitCode === part.exitCode) return ok('same')
  const all = [...kept.filter((one) => one !== before), part]
  const sum = (of: (one: ReportPart) => number) => all.reduce((total, one) => total + of(one), 0)
  if (all.length > mostParts)
    return refuse({ code: 'too-many-files', detail: `A report may have ${mostParts} parts, and has them.` })
  if (sum(({ files }) => files) > mostFiles)
    return refuse({
      code: 'too-many-files',
      detail: `With this part the report would have more than ${mostFiles} files.`,
    })
  if (sum(({ bytes }) => bytes) > mostBytes) {
    const detail = 'With this part the report would be larger than 64 MB (67,108,864 bytes) unpacked.'
    return refuse({ code: 'too-large', detail: `${detail} Leave captured output out of it.` })
  }
  return ok(before ? 'replaced' : 'added')
}

/** @returns whether they are the same parts with the same bytes and exit codes, both in the order of their names */
export const sameParts = (some: readonly ReportPart[], others: readonly ReportPart[]): boolean =>
  some.length === others.length &&
  some.every(({ name, digest, exitCode }, at) => {
    const other = others[at]
    return name === other?.name && digest === other.digest && exitCode === other.exitCode
  })

/** @returns the summary of a report with what the runners of its parts ended with, where that is a problem */
export function withPartCodes(summary: ReportSummary, parts: readonly ReportPart[]): ReportSummary {
  const codes = new Set(parts.flatMap(({ exitCode }) => (exitCode === null ? [] : [exitCode])))
  const problems = [...codes].map((exitCode) => ({ kind: 'exit-code' as const, exitCode }))
  return { ...summary, problems: [...summary.problems, ...problems] }
}

const namedParts = 20

/** @returns which parts are there, in words that end a sentence */
export function partNames(parts: readonly ReportPart[]): string {
  if (parts.length === 0) return 'none is there'
  const names = parts.slice(0, namedParts).map(({ name }) => `"${name}"`)
  const more = parts.length > namedParts ? ` and ${parts.length - namedParts} more` : ''
  return `there ${parts.length === 1 ? 'is' : 'are'} ${parts.length}: ${names.join(', ')}${more}`
}
