import type { Client } from '../../domain/people/client.ts'
import type { Card, VerbAction } from '../card/card.ts'
import { cut } from '../words/words.ts'

/** A page of clients, for the vendor's staff. `after` leads to the next page. */
export function clientsCard(
  words: string,
  { items, more }: { readonly items: readonly Client[]; readonly more: boolean },
): Card {
  const title = words === '' ? 'Clients' : `Clients with “${cut(words, 60)}”`
  const last = items.at(-1)?.id
  const actions: VerbAction[] = items.map(({ id }) => ({ verb: 'clients', label: id, args: { words: id } }))
  if (more && last) actions.push({ verb: 'clients', label: 'More', args: { words, after: last }, style: 'primary' })
  return {
    kind: 'clients',
    tone: 'neutral',
    title,
    summary: `${title}: ${items.map(({ id }) => id).join(', ') || 'none'}`,
    blocks: [
      items.length === 0
        ? { type: 'text', text: words === '' ? 'There is none yet.' : 'None has that in its name or id.' }
        : {
            type: 'list',
            items: items.map(({ id, name, zone, systems }) => [
              { code: id },
              ` ${name} (${zone}): `,
              systems.map(({ environment, version }) => `${environment} ${version ?? 'unknown'}`).join(', '),
            ]),
          },
    ],
    actions,
  }
}
