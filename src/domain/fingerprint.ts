import { createHash } from 'node:crypto'
import type { TestCase } from './health-report.ts'

/**
 * What makes two failures the same failure: suite, case and the message without what differs from run to run and from
 * client to client (times, numbers, ids, hosts, places on disk).
 *
 * @returns 20 hexadecimal digits, stable for good: verdicts are remembered by them.
 */
export function fingerprint(testCase: Pick<TestCase, 'suite' | 'name' | 'message'>): string {
  const parts = [testCase.suite, testCase.name].map((part) => part.normalize('NFC').trim())
  const text = [...parts, normalisedMessage(testCase.message)].join('\u0000')
  return createHash('sha256').update(text).digest('hex').slice(0, 20)
}

/** @returns `message` with a word in angle brackets in place of whatever may differ between two runs of one failure. */
export function normalisedMessage(message: string): string {
  const start = message.slice(0, 4 * significant).normalize('NFC')
  const replaced = variables.reduce((text, [pattern, word]) => text.replace(pattern, word), start)
  return replaced.replace(/\s+/g, ' ').trim().slice(0, significant)
}

/** Messages are compared by their beginning: their ends are often a dump of something. */
const significant = 500

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?'
const weekday = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?'
const clock = '\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?: ?[AP]M\\b)?'
const zone = '(?: ?(?:Z|[A-Z]{3,4}|[+-]\\d{2}:?\\d{2})\\b)?'
const dayAndMonth = `(?:\\d{1,2} ${month}|${month} \\d{1,2},?)`
const unit =
  '(?:ns|µs|us|ms|msecs?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?)(?![a-z])'
const measured = `\\d+(?:[.,]\\d+)* ?${unit}`
const failedHost =
  '(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|UnknownHostException:)'

/** In this order: what is made of other things comes before them, and single numbers come last. */
const variables: readonly (readonly [RegExp, string])[] = [
  [/\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b/g, '<mail>'],
  [/\b([a-z][a-z\d+.-]{1,15}):\/\/[^\s/?#"'<>)\]]+/gi, '$1:<host>'],
  [new RegExp(`(?<=${failedHost} )[\\w.:-]+`, 'g'), '<host>'],
  [/\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi, '<id>'],
  [new RegExp(`\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]${clock}${zone})?`, 'g'), '<time>'],
  [
    new RegExp(`\\b(?:${weekday} )?${dayAndMonth}(?:,? \\d{4})?(?:,? ${clock}${zone})?(?: \\d{4})?\\b`, 'g'),
    '<time>',
  ],
  [/\b(?:\d{1,2}\/\d{1,2}\/(?:\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.\d{4})\b/g, '<time>'],
  [new RegExp(`\\b${clock}${zone}`, 'gi'), '<time>'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, '<host>'],
  [/\b(?:[a-z\d-]+\.){2,}[a-z\d-]+:\d{2,5}\b/gi, '<host>'],
  [/(?:\/private)?\/(?:tmp|var\/tmp|var\/folders)\/[^\s"'`,;:()<>[\]]*/g, '<path>'],
  [/\b[a-z]:[\\/](?:[^\s"'`,;:()<>[\]|*?\\/]+[\\/])*/gi, '<path>/'],
  [/(?<![\w.>])\.{0,2}\/(?:[^\s"'`,;:()<>[\]/]+\/)+/g, '<path>/'],
  [/\b0x[\da-f]+\b/gi, '<id>'],
  [/@[\da-f]{5,16}\b/gi, '@<id>'],
  [/\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{8,}\b/gi, '<id>'],
  [/\b(?=\w{10})[a-z]*(?:\d+[a-z]+){3,}\d*\b/gi, '<id>'],
  [new RegExp(`[+-]?${measured}(?: ?${measured})*`, 'gi'), '<duration>'],
  [/(?:(?<!\w)[+-])?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?/gi, '<n>'],
]
