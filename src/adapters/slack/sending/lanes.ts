import type { Lane, Outgoing } from '../../../app/ports/delivery-ports.ts'
import { rates } from '../text/limits.ts'

type SlackPlace = { readonly workspace: string; readonly channel: string }

/** The keys under which Slack's limits are counted. */
export const laneKeys = ({ workspace, channel }: SlackPlace) => ({
  place: `slack/${workspace}/${channel}`,
  workspace: `slack/${workspace}`,
  edits: `slack/${workspace} edits`,
})

/** A place as its limits know it; null for one that is not in Slack. */
export function slackPlace({ address }: Outgoing['place']): SlackPlace | null {
  if (address.kind !== 'channel' && address.kind !== 'direct') return null
  if (address.platform !== 'slack') return null
  const { workspace } = address
  return { workspace, channel: address.kind === 'channel' ? address.channel : address.user }
}

/** What a message to a place in Slack counts against: its channel and its workspace, or the workspace's edits. */
export function slackLanes({ place, mode }: Pick<Outgoing, 'place' | 'mode'>): Lane[] {
  const where = slackPlace(place)
  if (!where) return []
  const keys = laneKeys(where)
  const all: Lane = { key: 'slack', rates: [], atOnce: rates.atOnce.all }
  const workspace = { key: keys.workspace, atOnce: rates.atOnce.workspace }
  return mode === 'edit'
    ? [all, { ...workspace, rates: [] }, { key: keys.edits, rates: rates.edits, order: 'by-sight' }]
    : [all, { ...workspace, rates: rates.workspace }, { key: keys.place, rates: rates.channel }]
}
