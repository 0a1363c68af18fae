import { after } from '../../domain/time/span.ts'
import { type Content, drawAll, outgoingOf } from '../drawing/draw.ts'
import type { Deliveries, Delivery, Lane, Outgoing, Sender } from '../ports/delivery-ports.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { HeldDelivery, TurnRequest, TurnsTaken, Unsent } from '../ports/stores/outbox-ports.ts'
import { backoff } from './backoff.ts'
import { oweInstead } from './give-up.ts'
import { judge, type SenderFor } from './judge.ts'
import { makeOnTheirWay } from './on-their-way.ts'

/** A delivery that is marked as being sent, and what is handed to its sender. */
export type Going = {
  readonly id: string
  readonly delivery: Delivery
  readonly outgoing: Outgoing
  readonly sender: Sender
  /** To be called when it is back. */
  done(): void
}

export type Claimed = {
  readonly going: readonly Going[]
  /** The ids of those for which there is room as soon as these are back. */
  readonly next: readonly string[]
}

type Ready = { readonly delivery: Delivery; readonly sender: Sender; readonly lanes: readonly Lane[] }
type Drafted = Ready & { readonly drawn: Content }

/** Where so many are on their way that one more would have to wait for them, it comes back later. */
const full = 1_000
/** It has to wait anyway: as soon as its turn is. */
const soon = 1

/**
 * Decides about deliveries in one transaction that holds them: what becomes of each by itself, its card, its turn. Only those
 * that leave at once are marked as being sent, at its end; if this process dies before, nothing has happened.
 */
export function makeClaim(ports: Ports, deliveries: Deliveries, senderFor: SenderFor) {
  const onTheirWay = makeOnTheirWay()

  return async (ids: readonly string[]): Promise<Claimed> => {
    let inside: readonly Ready[] = []
    const empty = (): void => {
      onTheirWay.letOut(inside)
      inside = []
    }
    const decide = async (tx: Tx, free: readonly string[], worker: number | null) => {
      // A transaction that Postgres gave up is done again.
      empty()
      const now = ports.clock.now()
      const { ready, failed } = await sortOut(tx, await tx.outbox.hold(free, now), now)
      const admitted = onTheirWay.admit(ready)
      inside = admitted.inside
      const likely = await freeNow(tx, inside, now)
      const drafted = await drawReady(tx, likely, now)
      const drawn = new Set(drafted.map(({ delivery }) => delivery.id))
      const requests = ready.flatMap((one) => {
        if (drawn.has(one.delivery.id)) return requestFor(one, now)
        if (admitted.outside.includes(one)) return requestFor(one, after(now, full))
        return inside.includes(one) && !likely.includes(one) ? requestFor(one, after(now, soon)) : []
      })
      const turns = await takeTurns(tx, requests, now)
      const going = await leave(
        tx,
        drafted.filter(({ delivery }) => !turns.waiting.has(delivery.id)),
        worker,
      )
      return { going, next: admitted.next.map(({ delivery }) => delivery.id), failed, comingBack: turns.comingBack }
    }
    try {
      const { going, next, failed, comingBack } = await deliveries.claim(ids, (free, worker) =>
        ports.inTransaction((tx) => decide(tx, free, worker)),
      )
      onTheirWay.letOut(inside.filter(({ delivery }) => !going.some(({ id }) => id === delivery.id)))
      if (failed > 0) ports.wake('deliveries')
      for (const at of comingBack) ports.wake('deliveries', at.getTime() - ports.clock.now().getTime())
      return {
        next,
        going: going.map((one) => ({
          ...one,
          outgoing: outgoingOf(one.delivery, one.drawn),
          done: () => onTheirWay.letOut([one]),
        })),
      }
    } catch (error) {
      empty()
      throw error
    }
  }

  /** Writes down what ends or fails by itself. @returns the others, and how many failed */
  async function sortOut(tx: Tx, held: readonly HeldDelivery[], now: Date) {
    const verdicts = held.map((one) => ({ delivery: one.delivery, verdict: judge(one, senderFor) }))
    await tx.outbox.end(
      verdicts.flatMap(({ verdict }) => (verdict.kind === 'ends' ? [verdict.as] : [])),
      now,
    )
    let failed = 0
    for (const { delivery, verdict } of verdicts) {
      if (verdict.kind !== 'fails') continue
      failed += 1
      await oweInstead(tx, delivery, verdict.failure, now)
      // One after the other: whether a notice reaches anybody depends on what became of the one before.
      await tx.outbox.end([{ id: delivery.id, status: 'failed', reason: verdict.failure.reason }], now)
    }
    const ready = verdicts.flatMap(({ delivery, verdict }): Ready[] =>
      verdict.kind === 'goes'
        ? [{ delivery, sender: verdict.sender, lanes: verdict.sender.lanes?.(delivery) ?? [] }]
        : [],
    )
    return { ready, failed }
  }

  /** Draws their cards; what cannot be drawn is put off. */
  async function drawReady(tx: Tx, ready: readonly Ready[], now: Date): Promise<readonly Drafted[]> {
    const unsent: Unsent[] = []
    const drafted: Drafted[] = []
    for (const { drawn, ...one } of await drawAll(tx, ports, ready)) {
      if (!(drawn instanceof Error)) {
        drafted.push({ ...one, drawn })
        continue
      }
      const { id, attempts } = one.delivery
      ports.logger.error({ err: drawn, delivery: id }, 'could not draw a card')
      unsent.push({
        id,
        status: 'pending',
        reason: 'the card could not be drawn',
        dueAt: after(now, backoff(attempts)),
      })
    }
    await tx.outbox.end(unsent, now)
    return drafted
  }
}

/** The lanes that have rates; the others only limit how many are on their way at once. */
const requestFor = ({ delivery, lanes }: Ready, from: Date): TurnRequest => ({
  delivery,
  lanes: lanes.filter(({ rates }) => rates.length > 0),
  from,
})

async function freeNow(tx: Tx, ready: readonly Ready[], now: Date): Promise<readonly Ready[]> {
  const requests = ready.map((one) => requestFor(one, now)).filter(({ lanes }) => lanes.length > 0)
  if (requests.length === 0) return ready
  const limited = new Set(requests.map(({ delivery }) => delivery.id))
  const free = await tx.outbox.freeNow(requests, now)
  return ready.filter(({ delivery: { id } }) => !limited.has(id) || free.has(id))
}

/** Who has no limit and need not wait takes no turn. */
async function takeTurns(tx: Tx, all: readonly TurnRequest[], now: Date): Promise<TurnsTaken> {
  const requests = all.filter(({ lanes, from }) => lanes.length > 0 || from > now)
  return requests.length > 0 ? tx.outbox.takeTurns(requests, now) : { waiting: new Set(), comingBack: [] }
}

async function leave(tx: Tx, drafted: readonly Drafted[], worker: number | null) {
  const left = await tx.outbox.leave(
    drafted.map(({ delivery }) => delivery),
    worker,
  )
  const byId = new Map(left.map((delivery) => [delivery.id, delivery]))
  return drafted.flatMap((one) => {
    const delivery = byId.get(one.delivery.id)
    return delivery ? [{ ...one, id: delivery.id, delivery }] : []
  })
}
