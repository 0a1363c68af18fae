/** A document with one piece of it left out. */
export type Deletion = { readonly what: string; readonly text: string }

/** Each element with all that is in it, and each attribute, left out once; the root stays. */
export function xmlDeletions(text: string): Deletion[] {
  const found: Deletion[] = []
  const open: { name: string; at: number }[] = []
  const without = (what: string, from: number, to: number) =>
    found.push({ what, text: text.slice(0, from) + text.slice(to) })
  for (const tag of text.matchAll(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g)) {
    const [whole, closing, name = '', attributes = '', empty] = tag
    const end = tag.index + whole.length
    if (closing) {
      const opened = open.pop()
      if (opened && open.length > 0) without(`<${opened.name}>…`, opened.at, end)
      continue
    }
    const from = tag.index + 1 + name.length
    for (const attribute of attributes.matchAll(/\s+[\w:-]+="[^"]*"/g))
      without(`<${name}${attribute[0]}`, from + attribute.index, from + attribute.index + attribute[0].length)
    if (empty) {
      if (open.length > 0) without(whole, tag.index, end)
    } else open.push({ name, at: tag.index })
  }
  return found
}

/** Each key of an object and each item of a list, however deep, left out once. */
export function jsonDeletions(text: string): Deletion[] {
  const found: Deletion[] = []
  const visit = (path: readonly (string | number)[], value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    const keys = Array.isArray(value) ? value.map((_, at) => at) : Object.keys(value)
    for (const key of keys) {
      const copy: unknown = JSON.parse(text)
      let inner = copy as Record<string | number, unknown>
      for (const step of path) inner = inner[step] as typeof inner
      if (Array.isArray(inner)) inner.splice(Number(key), 1)
      else delete inner[key]
      found.push({ what: [...path, key].join('.'), text: JSON.stringify(copy) })
      visit([...path, key], (value as Record<string | number, unknown>)[key])
    }
  }
  visit([], JSON.parse(text))
  return found
}

/** Each line left out once. */
export const lineDeletions = (text: string): Deletion[] =>
  text
    .trimEnd()
    .split('\n')
    .map((what, at, lines) => ({ what, text: `${lines.toSpliced(at, 1).join('\n')}\n` }))
