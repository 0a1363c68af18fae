import type { Freeze } from '../../domain/updates/freeze.ts'

/**
 * A freeze as a client is told of it; of the vendor's own only what was written for clients.
 * @returns e.g. `our freeze` or `your freeze “Exams”`
 */
export const freezeName = ({ scope, reason }: Pick<Freeze, 'scope' | 'reason'>): string =>
  [scope === 'vendor' ? 'our freeze' : 'your freeze', reason && `“${reason}”`].filter(Boolean).join(' ')
