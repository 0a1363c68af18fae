/** A document with one thing in it changed, and what that was. */
export type Mutation = { readonly what: string; readonly text: string }

/** An element of a document, or one of its attributes. */
export type Piece = {
  readonly kind: 'element' | 'attribute'
  readonly name: string
  readonly depth: number
  /** Where it begins and ends, an attribute with the blank before it. */
  readonly from: number
  readonly to: number
  /** Where its names stand: of an element the one it opens with and the one it closes with. */
  readonly names: readonly number[]
}

const token =
  /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g

/** Every element and every attribute of an XML document, the root among them. */
export function piecesOf(text: string): Piece[] {
  const found: Piece[] = []
  const open: { name: string; from: number }[] = []
  const element = (name: string, from: number, to: number, names: readonly number[]) =>
    found.push({ kind: 'element', name, depth: open.length, from, to, names })
  for (const match of text.matchAll(token)) {
    const [whole, closing, name = '', attributes = '', empty] = match
    const from = match.index
    const end = from + whole.length
    if (name === '') continue
    if (closing) {
      const opened = open.pop()
      if (opened) element(name, opened.from, end, [opened.from + 1, from + 2])
      continue
    }
    for (const attribute of attributes.matchAll(/\s+([\w:.-]+)\s*=\s*(?:"[^"]*"|'[^']*')/g)) {
      const at = from + 1 + name.length + attribute.index
      const own = attribute[1] ?? ''
      found.push({
        kind: 'attribute',
        name: own,
        depth: open.length,
        from: at,
        to: at + attribute[0].length,
        names: [at + attribute[0].indexOf(own)],
      })
    }
    if (empty) element(name, from, end, [from + 1])
    else open.push({ name, from })
  }
  return found
}

/** A name and a word that no writer uses. */
const nobodys = 'zz'

const shown = (text: string, { from, to }: Piece): string =>
  text
    .slice(from, Math.min(to, from + 100))
    .trim()
    .replaceAll(/\s+/g, ' ')

/** What each leaves of a document when it takes one piece of it away; undefined where it cannot be done to it. */
const erasers: readonly (readonly [how: string, erase: (text: string, piece: Piece) => string | undefined])[] = [
  [
    'without',
    (text, piece) =>
      piece.depth === 0 && piece.kind === 'element' ? undefined : text.slice(0, piece.from) + text.slice(piece.to),
  ],
  [
    'under another name',
    (text, piece) =>
      piece.names
        .toSorted((a, b) => b - a)
        .reduce((left, at) => left.slice(0, at) + nobodys + left.slice(at + piece.name.length), text),
  ],
  [
    'with another word in',
    (text, piece) => {
      const written = text.slice(piece.from, piece.to)
      return piece.kind === 'attribute'
        ? text.slice(0, piece.from) + written.replace(/(["']).*\1$/s, `$1${nobodys}$1`) + text.slice(piece.to)
        : undefined
    },
  ],
  [
    'with nothing in',
    (text, piece) => {
      const [start = ''] = /^<[^>]*>/.exec(text.slice(piece.from, piece.to)) ?? []
      return piece.kind === 'element' && !start.endsWith('/>')
        ? text.slice(0, piece.from + start.length) + text.slice(piece.to - piece.name.length - 3)
        : undefined
    },
  ],
]

/** @returns the document with every piece taken away in every way, one at a time */
export function erasedXml(text: string): Mutation[] {
  const pieces = piecesOf(text)
  return erasers.flatMap(([how, erase]) =>
    pieces.flatMap((piece) => {
      const left = erase(text, piece)
      return left === undefined || left === text ? [] : [{ what: `${how} ${shown(text, piece)}`, text: left }]
    }),
  )
}

/** @returns the document with every element but the root written twice, one at a time */
export const doubledXml = (text: string): Mutation[] =>
  piecesOf(text)
    .filter(({ kind, depth }) => kind === 'element' && depth > 0)
    .map((piece) => ({
      what: `twice ${shown(text, piece)}`,
      text: text.slice(0, piece.to) + text.slice(piece.from, piece.to) + text.slice(piece.to),
    }))
