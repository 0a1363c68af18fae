import { after } from '../../domain/time/span.ts'
import type { Deliveries, Delivery, KeptTurn, Lane } from '../ports/delivery-ports.ts'
import type { Ports } from '../ports/ports.ts'

/** A delivery may leave now; what it takes up is given back by `done`. */
export type Turn = { readonly now: true; done(): void } | ({ readonly now: false } & KeptTurn)

/** Where so many are on their way that one more would have to wait for them, it comes back later. */
const full = 1_000

/**
 * Keeps the limits of the platforms. The rates are the ledger's, which all processes share; how many are on their way at
 * once is this process's own matter: a platform that hangs takes up some of its workers, and never all.
 */
export function makeTakeTurn(ports: Ports, deliveries: Deliveries) {
  const onTheirWay = new Map<string, number>()
  const count = (lanes: readonly Lane[], by: 1 | -1): void => {
    for (const { key, atOnce } of lanes) {
      if (atOnce === undefined) continue
      const some = (onTheirWay.get(key) ?? 0) + by
      if (some === 0) onTheirWay.delete(key)
      else onTheirWay.set(key, some)
    }
  }
  const isFull = ({ key, atOnce }: Lane): boolean => atOnce !== undefined && (onTheirWay.get(key) ?? 0) >= atOnce

  return async (lanes: readonly Lane[], delivery: Pick<Delivery, 'id' | 'place' | 'turn'>): Promise<Turn> => {
    const now = ports.clock.now()
    const rated = lanes.filter(({ rates }) => rates.length > 0)
    if (lanes.some(isFull)) {
      const kept = await deliveries.takeTurn(delivery, rated, { now, from: after(now, full) })
      return { now: false, ...kept }
    }
    count(lanes, 1)
    try {
      const kept = rated.length > 0 && (await deliveries.takeTurn(delivery, rated, { now, from: now }))
      if (!kept || kept.at <= now) return { now: true, done: () => count(lanes, -1) }
      count(lanes, -1)
      return { now: false, ...kept }
    } catch (error) {
      count(lanes, -1)
      throw error
    }
  }
}
