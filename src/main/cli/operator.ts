import { userInfo } from 'node:os'
import type { Actor } from '../../domain/people/actor.ts'
import { freeText } from '../../domain/values/free-text.ts'
import { BadInput } from './outcome.ts'

/** What every command that changes something also takes. */
export type ByOperator = { readonly as?: string }

export const asOption = ['--as <name>', 'your own name, for those who read of it and for the audit'] as const

/**
 * Who acts when an operator types: written down like any other actor, with their own name as it is given, or else that of
 * the system's user.
 */
export function operatorAtCli({ as }: ByOperator): Actor {
  const name = as?.trim()
  if (name !== undefined && (name === '' || name.length > 100 || freeText(name) !== name || /\s{2,}|\n/.test(name)))
    throw new BadInput('--as: must be a name of 1 to 100 characters on one line')
  return {
    kind: 'key',
    id: 'cli',
    name: name ?? 'an operator at the command line',
    client: null,
    environment: null,
    way: { by: 'cli', user: name ?? systemUser() },
  }
}

function systemUser(): string {
  try {
    return userInfo().username
  } catch {
    // In containers there is a number and no name.
    return `user ${process.getuid?.() ?? 'unknown'}`
  }
}
