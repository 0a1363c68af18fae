import type { Outcome } from '../../../domain/reports/health-report.ts'
import { detached } from '../input/case-text.ts'
import { localName } from '../input/spelling.ts'
import { outcomeOf } from './outcome-of.ts'
import { codeNames, flagNames, notTheWord, otherMatters, switchNames, wordNames, type YesNo } from './telling-names.ts'

/** What an attribute or a key tells: an outcome, `unknown` where nobody knows what it says, null where it says nothing. */
export type Told = Outcome | 'unknown' | null

type YesOrNo = { readonly kind: 'flag' | 'switch'; readonly means: YesNo }
type Telling = { readonly kind: 'word' | 'code' | 'answer' } | YesOrNo

const byWord = new Map<string, Telling>([
  ...wordNames.map(([name]) => [name, { kind: 'word' }] as const),
  ...codeNames.map((name) => [name, { kind: 'code' }] as const),
  ...flagNames.map(([name, means]) => [name, { kind: 'flag', means }] as const),
  ...switchNames.map(([name, means]) => [name, { kind: 'switch', means }] as const),
])
const others = new Set(otherMatters)
const notWords = new Set(notTheWord)
/** What is written in front of a word without anything between: `testresult`, `isfailed`. */
const front =
  /^(?:test|case|step|suite|check|job|build|item|run|final|total|overall|exec|execution|result|num|is|has|was|did)+(?=\w)/
/** What is written behind one so: `errormessage`, `failedtests`. */
const tail = /(?<=\w)(?:message|msg|text|reason|cause|details?|code|count|tests|cases)$/

/** A report has a dozen names; a hostile one may have any number. */
const mostKept = 1000
const longest = 100
const kept = new Map<string, Telling | null>()

/** @returns what an attribute or a key of that name says, in any capitals and with any prefix; null for one that tells no outcome */
function tellingOf(name: string): Telling | null {
  const known = kept.get(name)
  if (known !== undefined) return known
  const found = name.length > longest ? null : read(localName(name))
  if (kept.size >= mostKept) kept.clear()
  kept.set(detached(name), found)
  return found
}

function read(name: string): Telling | null {
  const parts = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_.-]+/)
  if (parts.some((part) => others.has(part))) return null
  const whole = tellingWord(parts.join(''))
  if (whole) return whole
  const at = parts.findLastIndex((part) => tellingWord(part))
  const found = tellingWord(parts[at] ?? '')
  if (!found) return null
  if (found.kind === 'word') {
    const behind = parts.slice(at + 1)
    if (behind.some((part) => notWords.has(part))) return null
    return behind.includes('code') || parts.includes('http') ? { kind: 'answer' } : found
  }
  if (!('means' in found) || !parts.includes('not')) return found
  return turned(found)
}

const turned = ({ kind, means }: YesOrNo): YesOrNo => ({ kind, means: { yes: means.no, no: means.yes } })

function tellingWord(word: string): Telling | undefined {
  const found =
    byWord.get(word) ?? byWord.get(word.replace(front, '')) ?? flagOf(word.replace(front, '').replace(tail, ''))
  if (found || !/^not\w/.test(word)) return found
  const other = byWord.get(word.slice(3))
  return other && 'means' in other ? turned(other) : undefined
}

/** Behind a word or a switch such an end is what is told: `statustext`, `runcount`. */
function flagOf(word: string): Telling | undefined {
  const found = byWord.get(word)
  return found?.kind === 'flag' ? found : undefined
}

/** @returns whether what stands under that name may tell how something ended */
export const isTelling = (name: string): boolean => tellingOf(name) !== null

/** @returns what an attribute or a key of a case tells */
export function toldBy(name: string, value: string): Told {
  const telling = tellingOf(name)
  if (!telling) return null
  const said = value.trim().toLowerCase()
  if (said === '') return null
  switch (telling.kind) {
    case 'word':
      return outcomeOf(value) ?? 'unknown'
    case 'code':
      return /^[+-]?\d+$/.test(said) ? (Number(said) === 0 ? null : 'failed') : 'unknown'
    case 'answer':
      // Of a server that was asked: 200, or a redirection.
      return /^(?:0|[1-3]\d\d)$/.test(said) ? null : (outcomeOf(value) ?? 'unknown')
    case 'flag':
      return flagMeaning(telling.means, said)
    case 'switch':
      return switchMeaning(telling.means, said)
  }
}

/** @returns what it tells that an object or a list stands under that name, with something in it */
export function toldByContent(name: string): Told {
  const telling = tellingOf(name)
  // A limit, a count or an instant may well be one.
  if (!telling || telling.kind === 'switch') return null
  if (telling.kind !== 'flag' || telling.means.yes === 'passed') return 'unknown'
  return telling.means.yes
}

/** Beside a check they are thresholds. */
const thresholds = /warning/i

/**
 * For checks, each of which has a status of its own.
 * @param told what another key of it tells
 * @returns a word for a status that is no pass, where that key says so; null where it does not
 */
export function statusBeside(key: string, told: Told, value: string): string | null {
  if (told === null || told === 'passed' || thresholds.test(key)) return null
  return told === 'unknown' ? `${key}: ${value}` : told
}

/** @returns as of a case, for the words of a suite, whose `skipped` and `errors` are mostly counts */
export function toldOfSuite(name: string, value: string): Told {
  const telling = tellingOf(name)
  if (!telling) return null
  if (!('means' in telling)) return toldBy(name, value)
  return switchMeaning(telling.means, value.trim().toLowerCase())
}

/** @returns of which outcome a count of that name in a suite's head is; null where it counts no outcome, or is known otherwise */
export function countedBy(name: string): Outcome | null {
  const telling = tellingOf(name)
  return telling?.kind === 'flag' ? telling.means.yes : null
}

const yes: readonly string[] = ['true', 'yes', 'y', 'on']
const no: readonly string[] = ['false', 'no', 'n', 'off']

function switchMeaning(means: YesNo, said: string): Told {
  if (yes.includes(said)) return means.yes
  return no.includes(said) ? means.no : null
}

function flagMeaning(means: YesNo, said: string): Told {
  if (yes.includes(said)) return means.yes
  if (no.includes(said) || said === 'none' || said === 'null') return means.no
  if (/^\d+(\.0+)?$/.test(said)) return Number(said) > 0 ? means.yes : means.no
  // What is wrong with it or why it was left out, in place of a mere yes.
  return means.yes === 'passed' ? (outcomeOf(said) ?? 'unknown') : means.yes
}
