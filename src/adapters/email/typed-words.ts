import type { VerbAction } from '../../notices/card/card.ts'
import { plainLine } from './plain-line.ts'
import type { RenderMailOptions } from './rendered-mail.ts'

/**
 * @returns what to type in chat instead of pressing a button, e.g. `/update reschedule acme/production`. Arguments
 * that nobody types, such as the revision, are left out; so is everything after the first one that is missing.
 */
export function typedWords(
  { verb, args }: VerbAction,
  { command, parametersOf }: Pick<RenderMailOptions, 'command' | 'parametersOf'>,
): string {
  const words: string[] = [command, verb]
  for (const name of parametersOf(verb)) {
    const value = args[name]
    if (value === undefined) break
    words.push(value)
  }
  return plainLine(words.join(' '))
}
