import type { Mutation } from './mutate-xml.ts'

type Holder = Record<string | number, unknown>

/** A word and a key that no writer uses. */
const nobodys = 'zz'

/** What each leaves of an object or a list when it takes one thing in it away. */
const erasers: readonly (readonly [how: string, erase: (holder: Holder, key: string | number) => void])[] = [
  ['without', (holder, key) => void (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key])],
  [
    'with another word in',
    (holder, key) => {
      holder[key] = nobodys
    },
  ],
  [
    'under another name',
    (holder, key) => {
      if (Array.isArray(holder)) return
      holder[nobodys] = holder[key]
      delete holder[key]
    },
  ],
]

/** @returns the document with every key of an object and every item of a list taken away in every way, one at a time */
export function erasedJson(text: string): Mutation[] {
  const found: Mutation[] = []
  const visit = (path: readonly (string | number)[], value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    const keys = Array.isArray(value) ? value.map((_, at) => at) : Object.keys(value)
    for (const key of keys) {
      for (const [how, erase] of erasers) {
        const copy: unknown = JSON.parse(text)
        let holder = copy as Holder
        for (const step of path) holder = holder[step] as Holder
        erase(holder, key)
        found.push({ what: `${how} ${[...path, key].join('.')}`, text: JSON.stringify(copy) })
      }
      visit([...path, key], (value as Holder)[key])
    }
  }
  visit([], JSON.parse(text))
  return found
}
