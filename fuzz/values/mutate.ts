import fc from 'fast-check'
import { hostileJson, hostileText } from './hostile.ts'

/** One change to a value: which of its parts, by a number that is taken modulo how many there are, and what becomes of it. */
type Change = {
  readonly at: number
  readonly how: 'replace' | 'drop' | 'repeat' | 'rename' | 'add'
  readonly by: unknown
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'repeat', 'rename', 'add'),
  by: hostileJson,
})

/** Leaves it alone oftener than not, changes one thing more often than several. */
export const changes: fc.Arbitrary<readonly Change[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant([]) },
  { weight: 3, arbitrary: fc.array(change, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(change, { minLength: 2, maxLength: 4 }) },
)

/** @returns a copy of a value of JSON with these changes made, one after the other */
export function mutate(value: unknown, all: readonly Change[]): unknown {
  let changed: unknown = structuredClone(value)
  for (const one of all) changed = changeOne(changed, one)
  return changed
}

type Holder = { holder: Record<string, unknown> | unknown[]; key: string | number }

function changeOne(value: unknown, { at, how, by: given }: Change): unknown {
  // A part of its own: put into itself it would be a circle.
  const by: unknown = structuredClone(given)
  const holders = partsOf(value)
  const { holder, key } = holders[at % Math.max(1, holders.length)] ?? {}
  if (holder === undefined || key === undefined) return how === 'drop' ? null : by
  if (Array.isArray(holder)) changeItem(holder, Number(key), how, by)
  else changeField(holder, String(key), how, by)
  return value
}

function changeItem(list: unknown[], key: number, how: Change['how'], by: unknown): void {
  if (how === 'drop') list.splice(key, 1)
  else if (how === 'repeat') list.push(...Array.from({ length: 3 }, () => list[key]))
  else if (how === 'add') list.push(by)
  else list[key] = by
}

function changeField(fields: Record<string, unknown>, key: string, how: Change['how'], by: unknown): void {
  const kept = fields[key]
  if (how === 'drop') delete fields[key]
  else if (how === 'repeat') fields[key] = [kept, kept]
  else if (how === 'add') fields[String(by).slice(0, 50) || 'more'] = by
  else if (how === 'rename') {
    delete fields[key]
    fields[key.toUpperCase()] = kept
  } else fields[key] = by
}

function partsOf(value: unknown): Holder[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown> | unknown[]
  return Object.entries(holder).flatMap(([key, part]) => [{ holder, key }, ...partsOf(part)])
}

/** The same for text of any kind: cut, doubled, with bytes that were never there. */
export type TextChange = {
  readonly at: number
  readonly how: 'cut' | 'flip' | 'insert' | 'double' | 'drop'
  readonly by: string
}
export const textChanges: fc.Arbitrary<readonly TextChange[]> = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    how: fc.constantFrom('cut', 'flip', 'insert', 'double', 'drop'),
    by: hostileText,
  }),
  { maxLength: 3 },
)

/** @returns the bytes with these changes made, one after the other */
export function mutateBytes(bytes: Buffer, all: readonly TextChange[]): Buffer {
  let changed = bytes
  for (const { at, how, by } of all) {
    const where = changed.length === 0 ? 0 : at % changed.length
    const [before, after] = [changed.subarray(0, where), changed.subarray(where)]
    if (how === 'cut') changed = Buffer.from(before)
    else if (how === 'insert') changed = Buffer.concat([before, Buffer.from(by), after])
    else if (how === 'double') changed = Buffer.concat([before, after.subarray(0, 2_000), after])
    else if (how === 'drop') changed = Buffer.concat([before, after.subarray(at % 64)])
    else {
      changed = Buffer.from(changed)
      for (let step = 0; step < 8 && changed.length > 0; step++) {
        const index = (where + step * 37) % changed.length
        changed[index] = (changed[index] ?? 0) ^ (1 << ((at + step) % 8))
      }
    }
  }
  return changed
}
