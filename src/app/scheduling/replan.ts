import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { quartersAfter } from '../../domain/time/slot.ts'
import { after, hour, isBefore, later } from '../../domain/time/span.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { MoveCause } from '../../notices/updates/news/update-rescheduled.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { type Telling, tellAll } from '../telling/tell.ts'
import { hold } from './hold.ts'
import { legalStart, type Planning, readPlanning, readPlannings } from './planning.ts'
import { decideWithin } from './slot-capacity.ts'

type Cause = Exclude<MoveCause, 'person'>

/** A scheduled update whose start went by or became illegal. */
export type Stranded = { readonly update: Update; readonly cause: Cause }

/** Least notice of a start that a rule had to plan anew, in hours: reminders still make sense. */
const replanNoticeHours = 24

/** What became of those that were planned anew. */
export type Replanned = { readonly moved: number; readonly held: number }

type Move = { readonly was: Update; readonly is: Update; readonly cause: Cause }

/**
 * Gives scheduled updates their next legal start, because their own went by or became illegal, and tells everybody
 * (DESIGN 4.1, Lateness and Freezes). Systems of one client that started together stay together. Without a legal start
 * they are held, and ops is told. All is decided, in the order of the updates, before any of it is written.
 */
export async function replan(tx: Tx, ports: Ports, stranded: readonly Stranded[]): Promise<Replanned> {
  if (stranded.length === 0) return { moved: 0, held: 0 }
  const clients = await tx.clients.findAll([...new Set(stranded.map(({ update }) => update.client))])
  const plannings = await readPlannings(tx, ports, [...clients.values()])
  const causes = new Map(stranded.map(({ update, cause }) => [update.id, cause]))
  const { moves, without } = await decideWithin(plannings.capacity, async () => {
    const [moves, without]: [Move[], Update[]] = [[], []]
    for (const group of startingTogether(stranded.map(({ update }) => update))) {
      const client = group[0] && clients.get(group[0].client)
      if (!client) continue
      const planning = plannings.of(client)
      const startsAt = await nextStart(planning, group)
      if (!startsAt) without.push(...group)
      else moves.push(...group.map((was) => moved(planning, was, startsAt, causes.get(was.id) ?? 'missed')))
    }
    return { moves, without }
  })
  const now = ports.clock.now()
  await writeMoves(tx, moves, now)
  await holdAll(tx, without, now)
  return { moved: moves.length, held: without.length }
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

function moved({ client, capacity }: Planning, was: Update, startsAt: Date, cause: Cause): Move {
  capacity.take(was.startsAt, -1)
  capacity.take(startsAt, 1)
  const deadline = isBefore(startsAt, was.deadline) ? was.deadline : quartersAfter(startsAt, 1)
  return { was, is: { ...was, startsAt, deadline, zone: client.zone, chosenBy: 'rule' }, cause }
}

async function writeMoves(tx: Tx, moves: readonly Move[], now: Date): Promise<void> {
  const by = stampOf(zerotouch, '')
  await tx.updates.saveAll(
    moves.map(({ is }) => is),
    now,
  )
  tx.audit.write(
    ...moves.map(({ was, is: { id: subject, client, startsAt }, cause }) => {
      const detail = { from: was.startsAt.toISOString(), to: startsAt.toISOString(), cause }
      return { actor: by, action: 'update-rescheduled', client, subject, detail, at: now }
    }),
  )
  const tellings = moves.map(({ was, is, cause }): Telling => {
    const { id, client, environment, release } = is
    const [from, to] = [was.startsAt.toISOString(), is.startsAt.toISOString()]
    const facts = { update: id, environment, release, from, to, by, cause, reason: null }
    return { notice: { kind: 'update-rescheduled', client, facts } }
  })
  tellAll(tx, tellings, now)
}

async function holdAll(tx: Tx, updates: readonly Update[], now: Date): Promise<void> {
  await hold(tx, updates, { hold: 'no-legal-start', by: stampOf(zerotouch, '') }, now)
  const tellings = updates.map(({ client, release }): Telling => {
    const facts = { release, reason: 'no-legal-start' as const }
    return { notice: { kind: 'client-unschedulable', client, facts } }
  })
  tellAll(tx, tellings, now)
}
