import { freshLinksFrom, freshLinksTo } from '../../domain/limits/quota.ts'
import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import type { Ports } from '../ports/ports.ts'
import { quotasOf } from '../quotas/use-quota.ts'
import { tell } from '../telling/tell.ts'
import type { LinkUseCases } from '../use-cases/links.ts'
import { judgeLink } from './open-link.ts'

/**
 * Mails a fresh link to the address on file, for a link that we signed and that has only run out of time. It goes
 * through the ledger like every notice, and the one who asks learns nothing from the answer: whoever finds an old link can
 * make its holder's mailbox ring now and then, and is told nothing of that, either.
 */
export const makeMailFreshLink =
  (ports: Ports): LinkUseCases['mailFreshLink'] =>
  async (token) => {
    const now = ports.clock.now()
    const read = (await ports.links?.read(token, now)) ?? null
    if (read?.link.holder.kind !== 'administrator') return null
    const { purpose, holder, subject } = read.link
    if (purpose !== 'report' && purpose !== 'schedule' && purpose !== 'calendar') return null
    const { client, person } = holder
    const framing = await ports.inTransaction(
      async (tx) => {
        const judged = await judgeLink(tx, read)
        if (judged.ok) return judged.value.client
        const { kind, client: framing } = judged.refusal
        if (kind !== 'expired') return framing
        if (await tx.quotas.use(freshLinksTo(quotasOf(ports), client, person), now)) return framing
        const facts = { page: purpose, subject, administrator: person }
        tx.audit.write({
          actor: stampOf(zerotouch, client),
          action: 'link-asked',
          client,
          subject: person,
          detail: { page: purpose, link: read.link.id },
          at: now,
        })
        tell(tx, { kind: 'link-asked', client, facts }, now, (owed, places) => {
          // One mailbox of two administrators is one place, under the name of the first.
          const email = framing?.administrators.find(({ id }) => id === person)?.email
          const theirs = places.filter(
            ({ address }) => address.kind === 'mailbox' && address.email.toLowerCase() === email?.toLowerCase(),
          )
          return owed.filter(({ place }) => theirs.some(({ id }) => id === place))
        })
        return framing
      },
      { by: 'page', link: read.link.id },
    )
    ports.wake('deliveries')
    return framing
  }

/** Counts who asks for a fresh link, whatever it is for. @returns null, or when this address may ask again */
export const makeMayAskFreshLink =
  (ports: Ports): LinkUseCases['mayAskFreshLink'] =>
  (address) =>
    ports.inTransaction((tx) => tx.quotas.use(freshLinksFrom(quotasOf(ports), address), ports.clock.now()))
