import { audienceOf, type OwedDelivery } from '../../domain/notices/audience.ts'
import { isReadByClient } from '../../domain/notices/fall-back.ts'
import { isNews } from '../../domain/notices/route.ts'
import { applyOptOuts } from '../../domain/notices/topic.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Place } from '../../domain/people/place.ts'
import { definitionOf, type Notice, plannedUpdate, routeOf } from '../../notices/kinds/notice.ts'
import type { OwedNotice, Tx } from '../ports/ports.ts'
import { besideOf } from './redraw-beside.ts'
import { retiredBy } from './retire-standing.ts'

/** Leaves out or puts off some of what a client's places are owed; rooms of the vendor are always told. */
export type Choose = (owed: readonly OwedDelivery[], places: readonly Place[]) => readonly OwedDelivery[]
export type Telling = { readonly notice: Notice; readonly choose?: Choose }

/** Writes a notice and every delivery it owes, in the transaction that makes it true. */
export const tell = (tx: Tx, notice: Notice, now: Date, choose?: Choose): void =>
  tellAll(tx, [choose ? { notice, choose } : { notice }], now)

/**
 * The same for any number of notices, in their order. All that one transaction tells is written at its end, with as many
 * statements as one notice takes: by then it stands who has to hear of it.
 */
export const tellAll = (tx: Tx, tellings: readonly Telling[], now: Date): void =>
  tx.atEnd(
    owe,
    tellings.map((telling) => ({ ...telling, now })),
  )

/**
 * What is told twice alike is told once, where it was told last. Where several redraw the same message beside theirs, it
 * is redrawn once, after all of them.
 */
async function owe(tx: Tx, all: readonly (Telling & { readonly now: Date })[]): Promise<void> {
  const now = new Date(Math.max(...all.map((telling) => telling.now.getTime())))
  const tellings = once(all)
  const placesOf = await placesAround(tx, tellings)
  const clientOf = await clientsWithOptOuts(tx, tellings)
  const drafts: Draft[] = []
  for (const telling of tellings) {
    const { notice } = telling
    const places = placesOf(notice.client)
    const owed = await whereHeard(tx, notice, audienceOf(routeOf(notice), notice.client, places), now)
    drafts.push(draftOf(telling, owed, places, clientOf(notice)))
  }
  const edits = drafts.flatMap(({ redraws, retired, beside }) => [
    ...redraws,
    ...(retired?.owed ?? []),
    ...(beside?.owed ?? []),
  ])
  const redrawable = new Set(await tx.nudges.redrawable(edits))
  const only = (wish: OwedNotice | null): OwedNotice[] => {
    const owed = wish?.owed.filter((one) => redrawable.has(one)) ?? []
    return wish && owed.length > 0 ? [{ notice: wish.notice, owed }] : []
  }
  // Most people have no direct message that could be redrawn.
  const isOwed =
    ({ redraws }: Draft) =>
    (one: OwedDelivery) =>
      !redraws.includes(one) || redrawable.has(one)
  const told = drafts.flatMap((draft): OwedNotice[] => [
    ...only(draft.retired),
    { notice: draft.notice, owed: [...draft.heard.filter(isOwed(draft)), ...draft.toRooms] },
  ])
  const beside = new Map(drafts.flatMap((draft) => only(draft.beside)).map((one) => [JSON.stringify(one.notice), one]))
  await tx.notices.owe([...told, ...beside.values()], now)
  tellNobodyTold(
    tx,
    drafts.filter(({ heard, places }) => reachesNobody(heard, places)).map(({ notice }) => notice),
    now,
  )
}

function once(tellings: readonly Telling[]): Telling[] {
  const last = new Map(tellings.map((telling, at) => [telling.choose ? at : JSON.stringify(telling.notice), at]))
  const kept = new Set(last.values())
  return tellings.filter((_, at) => kept.has(at))
}

type Draft = {
  readonly notice: Notice
  readonly places: readonly Place[]
  readonly heard: readonly OwedDelivery[]
  readonly toRooms: readonly OwedDelivery[]
  /** Edits of direct messages, of those that are owed; owed only where such a message stands. */
  readonly redraws: readonly OwedDelivery[]
  readonly retired: OwedNotice | null
  readonly beside: OwedNotice | null
}

function draftOf(
  { notice, choose = (owed) => owed }: Telling,
  owed: readonly OwedDelivery[],
  places: readonly Place[],
  client: Client | null,
): Draft {
  const byId = new Map(places.map((place) => [place.id, place]))
  const toRooms = owed.filter(({ place }) => byId.get(place)?.room)
  const chosen = choose(
    owed.filter((one) => !toRooms.includes(one)),
    places,
  )
  const heard = client ? applyOptOuts(switchedOffBy(notice), chosen, places, client.administrators) : chosen
  return {
    notice,
    places,
    heard,
    toRooms,
    redraws: heard.filter(({ place, mode }) => mode === 'edit' && byId.get(place)?.address.kind === 'direct'),
    retired: retiredBy(notice, heard, places),
    beside: besideOf(notice, places),
  }
}

/** @returns what is around a client; with null, the rooms of the vendor */
async function placesAround(
  tx: Tx,
  tellings: readonly Telling[],
): Promise<(client: string | null) => readonly Place[]> {
  const rooms: Place[] = []
  const around = new Map<string | null, Place[]>()
  for (const place of await tx.places.around(...new Set(tellings.map(({ notice }) => notice.client)))) {
    const { client, room } = place
    if (room !== null) rooms.push(place)
    else around.set(client, [...(around.get(client) ?? []), place])
  }
  const byId = (a: Place, b: Place): number => Number(a.id.slice(2)) - Number(b.id.slice(2))
  return (client) => (client === null ? rooms : [...(around.get(client) ?? []), ...rooms].sort(byId))
}

/** Of notices that somebody may do without, the client whose people may. */
async function clientsWithOptOuts(tx: Tx, tellings: readonly Telling[]): Promise<(notice: Notice) => Client | null> {
  const ids = tellings.flatMap(({ notice }) =>
    definitionOf(notice.kind).topic && notice.client !== null ? notice.client : [],
  )
  const clients = ids.length > 0 ? await tx.clients.findAll([...new Set(ids)]) : new Map<string, Client>()
  return ({ kind, client }) => (definitionOf(kind).topic && client !== null ? (clients.get(client) ?? null) : null)
}

const switchedOffBy = (notice: Notice) => ({
  topic: definitionOf(notice.kind).topic,
  keepsCalendar: plannedUpdate(notice) !== null,
})

/** The end of what came to nothing is told where its beginning was; what nobody has heard yet goes with it. */
async function whereHeard(
  tx: Tx,
  notice: Notice,
  owed: readonly OwedDelivery[],
  now: Date,
): Promise<readonly OwedDelivery[]> {
  const back = definitionOf(notice.kind).others?.takesBack?.(notice.facts)
  if (!back) return owed
  const heard = new Set(await tx.notices.takeBack(notice.client, back, now))
  return owed.map((one) =>
    one.suppressed || heard.has(one.place) || (one.insteadOf !== undefined && heard.has(one.insteadOf))
      ? one
      : { ...one, suppressed: 'taken-back' },
  )
}

/** What people switched off for themselves is written down and not sent. */
export async function withoutOptedOut(
  tx: Tx,
  notice: Notice,
  owed: readonly OwedDelivery[],
  places: readonly Place[],
): Promise<readonly OwedDelivery[]> {
  const client = (await clientsWithOptOuts(tx, [{ notice }]))(notice)
  return client ? applyOptOuts(switchedOffBy(notice), owed, places, client.administrators) : owed
}

/** Whether people at a client should have read it, and everything that they read is gone. */
function reachesNobody(owed: readonly OwedDelivery[], places: readonly Place[]): boolean {
  const byId = new Map(places.map((place) => [place.id, place]))
  const forPeople = owed.filter(({ place, mode }) => {
    const known = byId.get(place)
    return isNews(mode) && known && isReadByClient(known)
  })
  return forPeople.length > 0 && forPeople.every(({ suppressed }) => suppressed === 'gone')
}

/** Tells ops of notices that reached nobody at a client. */
export const tellNobodyTold = (tx: Tx, notices: readonly Notice[], now: Date): void =>
  tellAll(
    tx,
    notices.map(({ kind, client, facts }) => {
      const release = 'release' in facts ? facts.release : null
      return { notice: { kind: 'nobody-told', client, facts: { told: kind, release } } }
    }),
    now,
  )
