import { parse } from 'yaml'
import type { Outcome } from '../../../../domain/reports/health-report.ts'
import { tellingLine } from '../../input/case-text.ts'
import { outcomeOf, worse } from '../../outcomes/outcome-of.ts'
import { isTelling, type Told, toldBy, toldByContent } from '../../outcomes/told-by-name.ts'

/** The keys under which runners say what went wrong, the most telling first. */
const telling = ['message', 'error', 'failureType', 'name'] as const

/** What the YAML block behind a test point says; it is a stranger's, so it is bounded before and may be no YAML at all. */
export type TapDiagnostics = { readonly message: string; readonly milliseconds: number | null }

/** @param passed whether its point passed: then how long it took is all that is looked for, and YAML is not parsed for it */
export function readDiagnostics(block: string, passed: boolean): TapDiagnostics {
  if (passed || block.trim() === '') return { message: '', milliseconds: durationIn(block) }
  const found = parsed(block)
  const messages = telling.map((key) => found[key]).filter((text) => typeof text === 'string')
  const duration = found['duration_ms']
  return {
    message: messages.map(tellingLine).find((line) => line !== '') ?? '',
    milliseconds: typeof duration === 'number' && duration >= 0 ? Math.round(duration) : null,
  }
}

/** Besides these: `severity` is TAP 13's own word for how bad it is, and a comment of it is none. */
const severity = 'severity'

/**
 * @param unknown called for a word that is on no list
 * @returns what the keys of the block itself say of how its point ended, the worst of it: a point that is ok and says so is none
 */
export function toldByBlock(block: string, unknown: (word: string) => void): Outcome {
  let outcome: Outcome = 'passed'
  if (block === '') return outcome
  for (let from = 0; from < block.length; ) {
    const end = block.indexOf('\n', from)
    const line = block.slice(from, end < 0 ? undefined : end)
    from += line.length + 1
    const key = /^["']?([\w.-]{1,60})["']?:(?:[ \t]|$)/.exec(line)?.[1]
    if (key === undefined || (key !== severity && !isTelling(key))) continue
    const value = scalarOf(line.slice(line.indexOf(':') + 1))
    const told = value === '' && holdsLines(block, from) ? toldByContent(key) : toldByValue(key, value)
    if (told === 'unknown') unknown(`${key}: ${value}`)
    outcome = worse(outcome, told === 'unknown' ? 'skipped' : (told ?? 'passed'))
  }
  return outcome
}

const toldByValue = (key: string, value: string): Told =>
  key === severity ? (severityOf(value) ?? null) : toldBy(key, value)

/** Whether what stands there is inside of the key before it: indented, or a list. */
const holdsLines = (block: string, from: number): boolean => /^(?:[ \t]+|-[ \t]+)\S/.test(block.slice(from, from + 200))

/** @returns a value of YAML as far as it is needed here: without its quotes, empty where it holds nothing */
function scalarOf(text: string): string {
  const value = text.trim()
  return /^(?:~|null|\[\s*\]|\{\s*\})$/.test(value) ? '' : value.replace(/^(["'])(.*)\1$/, '$2')
}

const severityOf = (value: string): Outcome | undefined => {
  const outcome = outcomeOf(value)
  return outcome === 'failed' || outcome === 'errored' ? outcome : undefined
}

function durationIn(block: string): number | null {
  const text = /^duration_ms:[ \t]*(['"]?)(\d+(?:\.\d*)?(?:e[-+]?\d+)?)\1[ \t]*$/im.exec(block)?.[2]
  return text === undefined ? null : Math.round(Number(text))
}

function parsed(block: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = parse(block, { maxAliasCount: 0, logLevel: 'silent', schema: 'failsafe' })
    return typeof value === 'object' && value !== null ? withNumbers({ ...value }) : {}
  } catch {
    return {}
  }
}

/** The failsafe schema knows texts alone, so that no tag of a stranger's makes anything else. */
const withNumbers = (found: Record<string, unknown>) => {
  const duration = Number(found['duration_ms'])
  return { ...found, duration_ms: found['duration_ms'] === undefined ? undefined : duration }
}
