import type { InboxWriter, Sender } from '../../app/ports/delivery-ports.ts'
import type { Clock } from '../../app/ports/ports.ts'

/**
 * Puts cards into the in-app inbox of a system, from where its own notification tool reads them (DESIGN 6.2). Writing
 * is idempotent by delivery, so what is in doubt can simply be written again.
 */
export const makeInboxSender = (inbox: InboxWriter, clock: Clock): Sender => ({
  async send({ delivery, place, card }) {
    const { address } = place
    if (address.kind !== 'inbox') return { kind: 'rejected', reason: 'not an inbox' }
    const system = { client: address.client, environment: address.environment }
    await inbox.add({ delivery, system, card, at: clock.now() })
    return { kind: 'sent', message: null }
  },
  find: async () => ({ kind: 'absent' }),
})
