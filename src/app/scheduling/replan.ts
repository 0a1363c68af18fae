import type { MoveCause } from '../../domain/notices/notice.ts'
import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { quartersAfter } from '../../domain/time/slot.ts'
import { after, hour, isBefore, later } from '../../domain/time/span.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import { hold } from './hold.ts'
import { legalStart, type Planning, readPlanning } from './planning.ts'

type Cause = Exclude<MoveCause, 'person'>

/** Least notice of a start that a rule had to plan anew, in hours: reminders still make sense. */
const replanNoticeHours = 24

/** What became of those that were planned anew. */
export type Replanned = { readonly moved: number; readonly held: number }

/**
 * Gives scheduled updates their next legal start, because their own went by or became illegal, and tells everybody
 * (DESIGN 4.1, Lateness and Freezes). Systems of one client that started together stay together. Without a legal start
 * they are held, and ops is told.
 */
export async function replan(tx: Tx, ports: Ports, updates: readonly Update[], cause: Cause): Promise<Replanned> {
  let [moved, held] = [0, 0]
  for (const group of startingTogether(updates)) {
    const [first] = group
    const client = first && (await tx.clients.find(first.client))
    if (!client) continue
    const planning = await readPlanning(tx, ports, client)
    const startsAt = await nextStart(planning, group)
    if (startsAt) for (const update of group) await moveTo(tx, planning, update, startsAt, cause)
    else await holdAll(tx, planning, group)
    if (startsAt) moved += group.length
    else held += group.length
  }
  return { moved, held }
}

/** @returns the updates in groups of those of one client and release that start at the same time */
export function startingTogether(updates: readonly Update[]): Update[][] {
  const groups = new Map<string, Update[]>()
  for (const update of updates) {
    const key = `${update.client} ${update.release} ${update.startsAt.getTime()}`
    groups.set(key, [...(groups.get(key) ?? []), update])
  }
  return [...groups.values()]
}

/** Whether updates that start together would find a start now. */
export async function hasNextStart(tx: Tx, ports: Ports, group: readonly Update[]): Promise<boolean> {
  const client = group[0] && (await tx.clients.find(group[0].client))
  return client ? (await nextStart(await readPlanning(tx, ports, client), group)) !== null : false
}

/** Never earlier than what was planned: nobody is surprised. */
function nextStart(planning: Planning, group: readonly Update[]): Promise<Date | null> {
  const kind = group.find((update) => update.kind !== 'security')?.kind ?? 'security'
  const noticed = after(planning.now, replanNoticeHours * hour)
  const notBefore = group.reduce((latest, { startsAt }) => later(latest, startsAt), noticed)
  return legalStart(planning, kind, notBefore, group.length)
}

async function moveTo(tx: Tx, { client, now }: Planning, update: Update, startsAt: Date, cause: Cause): Promise<void> {
  const deadline = isBefore(startsAt, update.deadline) ? update.deadline : quartersAfter(startsAt, 1)
  const moved = await tx.updates.save({ ...update, startsAt, deadline, zone: client.zone, chosenBy: 'rule' }, now)
  const by = stampOf(zerotouch, client.id)
  const [from, to] = [update.startsAt.toISOString(), startsAt.toISOString()]
  tx.audit.write({
    actor: by,
    action: 'update-rescheduled',
    client: client.id,
    subject: moved.id,
    detail: { from, to, cause },
    at: now,
  })
  const { id, environment, release } = moved
  const facts = { update: id, environment, release, from, to, by, cause, reason: null }
  tell(tx, { kind: 'update-rescheduled', client: client.id, facts }, now)
}

async function holdAll(tx: Tx, { client, now }: Planning, group: readonly Update[]): Promise<void> {
  const by = stampOf(zerotouch, client.id)
  await hold(tx, group, { hold: 'no-legal-start', by }, now)
  for (const release of new Set(group.map((update) => update.release))) {
    const facts = { release, reason: 'no-legal-start' as const }
    tell(tx, { kind: 'client-unschedulable', client: client.id, facts }, now)
  }
}
