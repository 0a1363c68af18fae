import { administers, identityAt, stampOf } from '../../domain/people/actor.ts'
import { changeBy } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import type { ChannelUseCases } from '../use-cases/channels.ts'

/**
 * An administrator whose account waits has spoken in a channel that is linked to the client: their platform says that it is
 * their account, and the channel that they are among the client's people. From now on they are written to directly.
 */
export const makeConfirmAccount =
  (ports: Ports): ChannelUseCases['confirmAccount'] =>
  ({ actor, account, client, channel }) =>
    changeBy(ports, actor, async (tx) => {
      await tx.clients.lock(client)
      const person = await tx.people.find(account)
      const place = await tx.places.atChannel(channel)
      if (!person || !administers(person, client) || place?.client !== client) return false
      if (!(await tx.places.linkAccount(client, account))) return false
      const { platform, workspace, user } = account
      tx.audit.write({
        actor: stampOf(actor, client),
        action: 'account-confirmed',
        client,
        subject: identityAt(person, client).id,
        at: ports.clock.now(),
        detail: { account: `${platform} ${workspace}/${user}`, place: place.id },
      })
      return true
    })
