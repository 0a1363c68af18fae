import type { Lane, Outgoing } from '../../../app/ports/delivery-ports.ts'
import { rates } from '../text/limits.ts'

/** The keys under which the limits of a place in Teams are counted; null for one that is elsewhere. */
export function laneKeys({ address }: Outgoing['place']) {
  if (address.kind !== 'channel' && address.kind !== 'direct') return null
  if (address.platform !== 'teams') return null
  const { workspace } = address
  const place = address.kind === 'channel' ? address.channel : address.user
  return { conversation: `teams/${workspace}/${place}`, tenant: `teams/${workspace}` }
}

/** What a message or an edit counts against in Teams: its conversation and its tenant. */
export function teamsLanes({ place }: Pick<Outgoing, 'place'>): Lane[] {
  const keys = laneKeys(place)
  if (!keys) return []
  return [
    { key: 'teams', rates: [], atOnce: rates.atOnce.all },
    { key: keys.tenant, rates: rates.tenant, atOnce: rates.atOnce.tenant },
    { key: keys.conversation, rates: rates.conversation },
  ]
}
