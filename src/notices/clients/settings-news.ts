import { posted } from '../../domain/notices/route.ts'
import type { ActorStamp } from '../../domain/people/actor.ts'
import type { Client } from '../../domain/people/client.ts'
import type { Action, Block, Card, Fact } from '../card/card.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { staysWords, windowWords } from '../words/window-words.ts'

type Windows = { readonly zone: string; readonly windows: readonly string[] }
type ByPerson = { readonly by: ActorStamp; readonly reason: string | null }
type WindowsFacts = Windows & { readonly was: Windows } & ByPerson

export const windowsChanged = defineNotice<'windows-changed', WindowsFacts>({
  kind: 'windows-changed',
  word: 'Maintenance windows changed',
  topic: null,
  route: () => ({ channel: posted, mail: true, inbox: 'both' }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ client, facts }) => ({
    reads: 'client',
    of: { client },
    card: (of) => windowsChangedCard(facts, of.client),
  }),
})

/** Somebody of the vendor set for an administrator what comes to them. */
export const personalSettingsChanged = defineNotice<
  'personal-settings-changed',
  ByPerson & { readonly administrator: string }
>({
  kind: 'personal-settings-changed',
  word: 'What comes to somebody changed',
  topic: null,
  route: ({ administrator }) => ({ mail: true, onlyMailOf: administrator }),
  plan: null,
  overtaken: null,
  others: null,
  draw: ({ kind, client: about, facts }) => ({
    reads: 'client',
    of: { client: about },
    card({ client }) {
      const title = `${client.name}: what you are told of was changed for you`
      const blocks: Block[] = [{ type: 'facts', facts: [changedBy(facts)] }, ...why(facts)]
      return { kind, tone: 'neutral', title, summary: title, blocks, actions: [settingsOf(client)] }
    },
  }),
})

/** What a client's people hear when their windows were set in chat. */
export function windowsChangedCard(facts: WindowsFacts, client: Client): Card {
  const title = `${client.name}: maintenance windows changed`
  return {
    kind: 'windows-changed',
    tone: 'neutral',
    title,
    summary: title,
    blocks: [
      {
        type: 'facts',
        facts: [
          { label: 'Were', value: windowWords(facts.was) },
          { label: 'Now', value: [{ bold: windowWords({ zone: facts.zone, windows: facts.windows }) }] },
          changedBy(facts),
        ],
      },
      ...why(facts),
      { type: 'text', text: staysWords },
    ],
    actions: [settingsOf(client)],
  }
}

const changedBy = ({ by }: ByPerson): Fact => ({ label: 'Changed by', value: by.name })
const why = ({ reason }: ByPerson): Block[] => (reason ? [{ type: 'quote', text: reason }] : [])
const settingsOf = ({ id }: Client): Action => ({ verb: 'settings', label: 'Settings', args: { client: id } })
