import { parse } from 'yaml'
import { tellingLine } from '../../input/case-text.ts'

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
