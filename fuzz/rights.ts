import type { Change } from './stage/watch-changes.ts'

/** What the sender of a request may change. */
export type Right =
  | { readonly kind: 'anything' }
  /** What belongs to one client. */
  | { readonly kind: 'client'; readonly client: string }
  | { readonly kind: 'nothing' }

export const anything: Right = { kind: 'anything' }
export const nothing: Right = { kind: 'nothing' }
export const ofClient = (client: string): Right => ({ kind: 'client', client })

/** What is written down of requests themselves, whoever sends them: how many, when, and what they were answered. */
const bookkeeping = [
  'answered_requests',
  'audit',
  'audit_chain',
  'audit_unsealed',
  'idempotency_keys',
  'kept_turns',
  'lanes',
  'link_holders',
  'quotas',
  'used_links',
]

/** What is the vendor's own: no act of a client changes it. */
const vendorsOwn = ['api_keys', 'releases', 'staff']

/** @returns the changes that a request had no right to, as `table of client` */
export function effectsOf(right: Right, changes: readonly Change[]): string[] {
  if (right.kind === 'anything') return []
  const told = changes.filter(({ table }) => !bookkeeping.includes(table))
  const wrong =
    right.kind === 'nothing'
      ? told
      : told.filter(({ table, client }) => vendorsOwn.includes(table) || (client !== null && client !== right.client))
  return [...new Set(wrong.map(({ table, client }) => `${table} of ${client ?? 'the vendor'}`))]
}
