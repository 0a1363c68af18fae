import { splitName, withoutClass } from '../split-name.ts'
import type { NunitAttributes } from './nunit-words.ts'

/**
 * @param around the names of the suites that it is in, the innermost last
 * @returns the class or fixture of a case, and what is left of its name: of those that its full name begins with the
 * longest, or what the name itself tells, or the nearest suite
 */
export function nameOf(attributes: NunitAttributes, around: readonly string[]): [suite: string, name: string] {
  const name = attributes['name'] ?? ''
  const full = attributes['fullname'] ?? name
  const className = attributes['classname'] ?? ''
  const [suite = ''] = [...around, className]
    .filter((one) => withoutClass(full, one) !== full)
    .sort((a, b) => b.length - a.length)
  const [told, rest] = splitName(full)
  if (suite !== '' && suite.length >= told.length) return [suite, withoutClass(full, suite)]
  if (told !== '') return [told, rest]
  return [className || around.findLast((one) => one !== '') || '', name || full]
}
