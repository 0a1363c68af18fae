import { type Again, wrongKeysFrom } from '../../domain/limits/quota.ts'
import type { Ports } from '../ports/ports.ts'
import { quotasOf } from './use-quota.ts'

export type WrongKey = {
  readonly address: string
  /** The first characters of what was sent: too few to be of use to who reads them. */
  readonly beginning: string
}

/**
 * Counts an API key that is not known: from an address, and as one of those that begin alike. A key that is known is never
 * asked for here, so that nobody is locked out by what others try.
 * @returns null, or until when such keys are not even looked at
 */
export const makeNoteWrongKey =
  (ports: Ports) =>
  ({ address, beginning }: WrongKey): Promise<Again | null> =>
    ports.inTransaction(async (tx) => {
      const now = ports.clock.now()
      const numbers = quotasOf(ports)
      const all = await tx.quotas.use(wrongKeysFrom(numbers, address, null), now)
      const alike = await tx.quotas.use(wrongKeysFrom(numbers, address, beginning), now)
      return all && alike ? (all.seconds > alike.seconds ? all : alike) : (all ?? alike)
    })
