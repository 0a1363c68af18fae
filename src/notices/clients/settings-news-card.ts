import type { Notice } from '../../domain/notices/notice.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Block, Card } from '../card/card.ts'
import { staysWords, windowWords } from '../words/window-words.ts'

export type SettingsNews = Extract<Notice, { kind: 'windows-changed' | 'personal-settings-changed' }>

/** What a client's people hear when something was set in chat. */
export function settingsNewsCard({ kind, facts }: SettingsNews, client: Client): Card {
  const by: Block = { type: 'facts', facts: [{ label: 'Changed by', value: facts.by.name }] }
  const why: Block[] = facts.reason ? [{ type: 'quote', text: facts.reason }] : []
  const actions = [{ verb: 'settings', label: 'Settings', args: { client: client.id } }]
  if (kind === 'personal-settings-changed') {
    const title = `${client.name}: what you are told of was changed for you`
    return { kind, tone: 'neutral', title, summary: title, blocks: [by, ...why], actions }
  }
  const { was, zone, windows } = facts
  const title = `${client.name}: maintenance windows changed`
  return {
    kind,
    tone: 'neutral',
    title,
    summary: title,
    blocks: [
      {
        type: 'facts',
        facts: [
          { label: 'Were', value: windowWords(was) },
          { label: 'Now', value: [{ bold: windowWords({ zone, windows }) }] },
          ...(by.type === 'facts' ? by.facts : []),
        ],
      },
      ...why,
      { type: 'text', text: staysWords },
    ],
    actions,
  }
}
