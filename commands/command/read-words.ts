import type { Command } from './define-command.ts'

export type Words = { readonly verb: string; readonly rest: string }

/** @returns the verb and what follows it; an empty verb when nothing was typed. */
export function splitVerb(text: string): Words {
  const [, verb = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? []
  return { verb: verb.toLowerCase(), rest: rest.trim() }
}

/**
 * Gives what was typed after a verb its names: one word each, and the rest of the line to the last.
 * @returns only the names for which something was typed
 */
export function nameWords(command: Pick<Command, 'parameters'>, rest: string): Record<string, string> {
  const args: Record<string, string> = {}
  let left = rest.trim()
  for (const [index, parameter] of command.parameters.entries()) {
    if (left === '') break
    const isLast = index === command.parameters.length - 1
    const end = isLast ? -1 : left.search(/\s/)
    args[parameter] = end === -1 ? left : left.slice(0, end)
    left = end === -1 ? '' : left.slice(end).trim()
  }
  return args
}
