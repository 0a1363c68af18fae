import type { Finding } from '../../domain/findings/finding.ts'
import type { Block } from '../card/card.ts'
import { clientList, counted, cut, number } from '../words/words.ts'

type Said = { readonly message: string; readonly clients: ReadonlySet<string> }

/** How many messages one form shows; the others are counted. */
export const shownMessages = 15
/** Characters of one message, and of all of them. */
const [shortest, longest, together] = [200, 500, 6_000]

/**
 * What findings of one failure say, word for word: each different message with how many clients have it and which. A
 * fingerprint leaves out what differs by chance; who decides for several sees what it left out.
 * @param findings the one that is looked at first
 */
export function differentMessages(findings: readonly Finding[]): Block[] {
  const all = saidBy(findings)
  const [only] = all
  if (all.length <= 1) return only?.message ? [{ type: 'quote', text: cut(only.message, longest) }] : []
  const shown = all.slice(0, shownMessages)
  const left = all.slice(shownMessages)
  const clients = counted(clientsOf(all).size, 'client')
  return [
    { type: 'text', text: [{ bold: `${number(all.length)} different messages` }, ` at ${clients}:`] },
    ...beginnings(shown).flatMap((text, at): Block[] => [
      { type: 'quote', text },
      { type: 'text', text: `at ${clientList([...(shown[at]?.clients ?? [])])}` },
    ]),
    ...(left.length > 0 ? [{ type: 'text' as const, text: moreOf(left) }] : []),
  ]
}

/** @returns how many different messages the findings have */
export const countMessages = (findings: readonly Finding[]): number => saidBy(findings).length

/** The first finding's message first, then those that most clients have. */
function saidBy(findings: readonly Finding[]): Said[] {
  const clients = new Map<string, Set<string>>()
  for (const { message, client } of findings) {
    const text = message.normalize('NFC').replace(/\s+/g, ' ').trim()
    clients.set(text, (clients.get(text) ?? new Set()).add(client))
  }
  const [first, ...others] = [...clients].map(([message, at]) => ({ message, clients: at }))
  return first ? [first, ...others.sort((a, b) => b.clients.size - a.clients.size)] : []
}

const clientsOf = (said: readonly Said[]): ReadonlySet<string> => new Set(said.flatMap(({ clients }) => [...clients]))

/** Each message from where they part, a few words before it, so that what is cut off does not hide the difference. */
function beginnings(said: readonly Said[]): string[] {
  const messages = said.map(({ message }) => [...message])
  const [first = [], ...others] = messages
  const parted = first.findIndex((character, at) => others.some((other) => other[at] !== character))
  const shared = parted === -1 ? first.length : parted
  const from = shared > shortest / 2 ? shared - shortest / 4 : 0
  const room = Math.min(longest, Math.max(shortest, Math.floor(together / said.length)))
  return messages.map((characters) => {
    const text = characters.slice(from).join('')
    return cut(from > 0 ? `…${text}` : text || '(no message)', room)
  })
}

const moreOf = (left: readonly Said[]): string =>
  `… and ${counted(left.length, 'more message')} at ${counted(clientsOf(left).size, 'client')}. To see each, name fewer clients.`
