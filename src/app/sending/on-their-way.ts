import type { Lane } from '../ports/delivery-ports.ts'

type Guest = { readonly lanes: readonly Lane[] }

export type Admitted<T> = {
  /** These may be on their way now; each is to be let out again. */
  readonly inside: readonly T[]
  /** These may as soon as some of those are back. */
  readonly next: readonly T[]
  /** For these there is no room, whatever becomes of those. */
  readonly outside: readonly T[]
}

export type OnTheirWay = {
  admit<T extends Guest>(guests: readonly T[]): Admitted<T>
  letOut(guests: readonly Guest[]): void
}

/**
 * How many are on their way at once, which is each process's own matter: a platform that hangs takes up some of its workers,
 * and never all.
 */
export function makeOnTheirWay(): OnTheirWay {
  const inside = new Map<string, number>()
  const count = ({ lanes }: Guest, by: 1 | -1): void => {
    for (const { key, atOnce } of lanes) {
      if (atOnce === undefined) continue
      const some = (inside.get(key) ?? 0) + by
      if (some === 0) inside.delete(key)
      else inside.set(key, some)
    }
  }
  const isFull = ({ key, atOnce }: Lane): boolean => atOnce !== undefined && (inside.get(key) ?? 0) >= atOnce

  return {
    admit<T extends Guest>(guests: readonly T[]) {
      const admitted = { inside: [] as T[], next: [] as T[], outside: [] as T[] }
      const ours = new Set<string>()
      for (const guest of guests) {
        const full = guest.lanes.filter(isFull)
        const where = full.length === 0 ? 'inside' : full.some(({ key }) => ours.has(key)) ? 'next' : 'outside'
        admitted[where].push(guest)
        if (where !== 'inside') continue
        count(guest, 1)
        for (const { key } of guest.lanes) ours.add(key)
      }
      return admitted
    },
    letOut(guests) {
      for (const guest of guests) count(guest, -1)
    },
  }
}
