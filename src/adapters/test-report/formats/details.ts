import type { Outcome, SuiteError } from '../../../domain/reports/health-report.ts'
import { cutLine, cutOutput, detached, type GatheredText, hasLines, tellingLine } from '../input/case-text.ts'
import type { ReportLimits } from '../report-limits.ts'
import type { ElementTexts } from './element-texts.ts'

/** What NUnit and xUnit.net write of a case or a suite, in elements of the same names. */
export type Details = {
  message?: GatheredText
  trace?: GatheredText
  reason?: GatheredText
  output?: GatheredText
}

/**
 * Gathers the text of the element that begins, where it is one of these.
 * @param path the element and those that it is in
 */
export function noteDetail(into: Details, path: readonly string[], texts: ElementTexts): void {
  const [parent, name] = path.slice(-2)
  if (name === 'message' && parent === 'failure') into.message ??= texts.begin(path.length)
  else if (name === 'stack-trace' && parent === 'failure') into.trace ??= texts.begin(path.length)
  // NUnit and xUnit.net 1 put a message inside it.
  else if (name === 'reason') into.reason ??= texts.begin(path.length)
  else if (name === 'output') into.output ??= texts.begin(path.length)
}

const textOf = (text: GatheredText | undefined): string => text?.text.trim() ?? ''

/** @returns what may tell why it ended so, the most telling first */
export const whyOf = ({ message, reason, trace }: Details): string[] => [message, reason, trace].map(textOf)

/** @returns what is shown of a case that ended so, in its order */
export function shownOf({ message, trace, output }: Details, outcome: Outcome): string[] {
  const whole = textOf(message)
  return [hasLines(whole) ? whole : '', textOf(trace), outcome === 'skipped' ? '' : textOf(output)]
}

/** @param otherwise said where nothing tells what was wrong */
export function suiteErrorOf(suite: string, details: Details, otherwise: string, limits: ReportLimits): SuiteError {
  const message =
    whyOf(details)
      .map(tellingLine)
      .find((line) => line !== '') ?? otherwise
  const output = shownOf(details, 'errored').filter((text) => text !== '')
  return {
    suite: detached(cutLine(suite, limits.name)),
    message: detached(cutLine(message, limits.message)),
    output: detached(cutOutput(output.join('\n'), limits.output)),
  }
}
