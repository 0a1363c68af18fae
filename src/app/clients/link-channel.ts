import { type Actor, administers, hasRole, stampOf } from '../../domain/people/actor.ts'
import type { Place } from '../../domain/people/place.ts'
import { isActive } from '../../domain/updates/update.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { notedChannel } from '../../notices/clients/channel-news.ts'
import { changeOnce } from '../ports/change.ts'
import { PlaceTaken, type Ports, type Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import type { ChannelUseCases, LinkRefusal } from '../use-cases/channels.ts'
import { catchUp } from '../verifications/catch-up.ts'

const no = (code: LinkRefusal['code'], detail: string) => refuse<LinkRefusal>({ code, detail })

/** Who may say where any client's business is shown. */
const mayLink = (actor: Actor): boolean => hasRole(actor, 'services') || hasRole(actor, 'operator')

/** A channel that a client's own document names is also linked by the word of an administrator of it who is in there. */
const mayConfirm = async (tx: Tx, actor: Actor, { client, channel }: LinkRequest): Promise<boolean> =>
  administers(actor, client) && (await tx.places.awaitedAt(channel)).includes(client)

/** Links the channel in which it is said, welcomes it, and shows it what is planned. */
export const makeLinkChannel =
  (ports: Ports): ChannelUseCases['linkChannel'] =>
  async (asked) => {
    try {
      const outcome = await link(ports, asked)
      // Whoever could not be reached can be now.
      if (outcome.ok) await catchUp(ports, asked.client)
      return outcome
    } catch (error) {
      // A document named it in the same moment.
      if (error instanceof PlaceTaken) return no('taken', takenWords)
      throw error
    }
  }

const takenWords = 'This channel belongs to somebody else. It must be unlinked there first.'

const link = (ports: Ports, asked: LinkRequest) =>
  changeOnce<Awaited<ReturnType<ChannelUseCases['linkChannel']>>>(ports, asked, async (tx) => {
    const { actor, client: id, channel } = asked
    if (!mayLink(actor) && !(await mayConfirm(tx, actor, asked)))
      return no('not-yours', 'Channels are linked by our services team and our operators.')
    const client = await tx.clients.lock(id)
    if (!client) return no('unknown-client', 'There is no client of that id.')
    const there = await tx.places.atChannel(channel)
    if (there && (there.room !== null || there.client !== id)) return no('taken', takenWords)
    const was = there ? (there.gone ? 'gone' : 'linked') : 'new'
    const now = ports.clock.now()
    const place = await tx.places.linkChannel(id, channel)
    if (was !== 'linked') {
      const facts = { ...notedChannel(place.id, channel), by: stampOf(actor, id), again: was === 'gone' }
      tell(tx, { kind: 'channel-linked', client: id, facts }, now)
      await showPlan(tx, id, place, now)
      audit(tx, actor, 'channel-linked', id, place, now)
    }
    return ok({ client: { id, name: client.name }, place, was })
  })

type LinkRequest = Parameters<ChannelUseCases['linkChannel']>[0]

/** The card of what is planned stands in the channel from now on, as if it had been there when it was scheduled. */
async function showPlan(tx: Tx, client: string, { id }: Place, now: Date): Promise<void> {
  const active = (await tx.updates.historyOf(client, 20)).filter(({ status }) => isActive(status))
  for (const release of new Set(active.map((update) => update.release))) {
    const starts = active
      .filter((update) => update.release === release)
      .map(({ id: update, environment, startsAt }) => ({
        update,
        environment,
        startsAt: startsAt.toISOString(),
        replaces: null,
      }))
    tell(tx, { kind: 'updates-scheduled', client, facts: { release, starts } }, now, (owed) =>
      owed.filter(({ place }) => place === id),
    )
  }
}

/** Unlinks a client's channel; the channel, the client's people and ops hear of it. */
export const makeUnlinkChannel =
  (ports: Ports): ChannelUseCases['unlinkChannel'] =>
  ({ actor, request, place: id }) =>
    changeOnce<Awaited<ReturnType<ChannelUseCases['unlinkChannel']>>>(ports, { actor, request }, async (tx) => {
      if (!mayLink(actor)) return no('not-yours', 'Channels are unlinked by our services team and our operators.')
      const known = await tx.places.find(id)
      const client = known?.client ? await tx.clients.lock(known.client) : null
      const place = client && (await tx.places.around(client.id)).find((one) => one.id === id)
      if (!client || place?.address.kind !== 'channel')
        return no('not-linked', 'That channel is linked to no client any more.')
      const now = ports.clock.now()
      const facts = { ...notedChannel(id, place.address), by: stampOf(actor, client.id) }
      tell(tx, { kind: 'channel-unlinked', client: client.id, facts }, now)
      // The channel hears of it, too, so it is unlinked behind what is told.
      tx.atEnd(unlink, [id])
      audit(tx, actor, 'channel-unlinked', client.id, place, now)
      return ok({ client: { id: client.id, name: client.name }, place, was: 'linked' })
    })

async function unlink(tx: Tx, places: readonly string[]): Promise<void> {
  for (const id of places) await tx.places.unlinkChannel(id)
}

const audit = (tx: Tx, actor: Actor, action: string, client: string, place: Place, at: Date) =>
  tx.audit.write({
    actor: stampOf(actor, client),
    action,
    client,
    subject: place.id,
    at,
    detail: { channel: place.address.kind === 'channel' ? place.address.channel : null },
  })
