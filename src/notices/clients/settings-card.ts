import type { Administrator, Client } from '../../domain/people/client.ts'
import {
  type PersonalSettings,
  type PersonalWay,
  quietHoursOf,
  type Topic,
  topics,
  waysOf,
} from '../../domain/people/personal-settings.ts'
import { showSpan } from '../../domain/time/show-time.ts'
import type { AddedFreeze } from '../../domain/updates/freeze.ts'
import type { Action, Block, Card, Span, VerbAction } from '../card/card.ts'
import { staysWords, windowsSaid, windowWords } from '../words/window-words.ts'
import { cut } from '../words/words.ts'

export type SettingsCardView = {
  readonly client: Client
  readonly set: { readonly zone?: string; readonly windows?: readonly string[] }
  readonly document: Pick<Client, 'zone' | 'windows'>
  readonly freezes: readonly AddedFreeze[]
}

/** `own`: the reader's; `others`: services act for the client; `read`: other staff, who only look. */
export type Reader =
  | { readonly may: 'own'; readonly administrator: string }
  | { readonly may: 'others' }
  | { readonly may: 'read' }

const mostFreezes = 10
const mostWritten = 8

/** What a client's people can set, and what is set. */
export function settingsCard(view: SettingsCardView, reader: Reader): Card {
  const { client } = view
  const own = reader.may === 'own' ? client.administrators.find(({ id }) => id === reader.administrator) : null
  return {
    kind: 'settings',
    tone: 'neutral',
    title: `${client.name}: settings`,
    summary: cut(`${client.name}: ${windowWords(client)}`, 200),
    blocks: [
      windowsSection(view, reader),
      { type: 'text', text: staysWords },
      freezesSection(view, reader),
      ...(own ? [personSection(client, own, 'You')] : []),
      ...(reader.may === 'own'
        ? []
        : client.administrators.slice(0, 10).map((one) => personSection(client, one, one.name, reader))),
      {
        type: 'text',
        text: 'When a start is scheduled, and when something goes wrong, everybody on file is told: that cannot be switched off.',
      },
    ],
    actions: [],
  }
}

const act = (label: string, client: Client, part: string, args: VerbAction['args'] = {}): VerbAction => ({
  verb: 'settings',
  label,
  args: { client: client.id, part, ...args },
})

function windowsSection({ client, set, document }: SettingsCardView, { may }: Reader): Block {
  const isSet = set.zone !== undefined || set.windows !== undefined
  const reset = act('Back to what is on file', client, 'windows', {
    // None are those of the document.
    zone: document.zone,
    windows: '',
    seen: String(client.revision),
  })
  return {
    type: 'section',
    title: 'Maintenance windows',
    facts: [
      { label: 'Windows', value: windowsSaid(client.windows) },
      { label: 'Written as', value: writtenAs(client.windows) },
      { label: 'Zone', value: client.zone },
      ...(isSet ? [{ label: 'On file', value: `${windowWords(document)}; what is set here counts` }] : []),
    ],
    actions: may === 'read' ? [] : [act('Change', client, 'windows'), ...(isSet ? [reset] : [])],
  }
}

/** As they are kept, and can be typed again. */
const writtenAs = (windows: readonly string[]): Span[] =>
  windows.slice(0, mostWritten).flatMap((each, at) => [...(at ? [', '] : []), { code: each }])

function freezesSection({ client, freezes }: SettingsCardView, { may }: Reader): Block {
  const shown = freezes.slice(0, mostFreezes)
  const actions: Action[] = [
    act('Add a freeze', client, 'freeze'),
    ...shown.map(({ id }) => act(`End ${id}`, client, 'end', { freeze: id })),
  ]
  return {
    type: 'section',
    title: 'Freezes',
    facts:
      shown.length === 0
        ? [{ label: 'None', value: 'A freeze is a time in which none of your updates start, such as exams' }]
        : shown.map(({ id, startsAt, endsAt, reason }) => ({
            label: id,
            value: `${[showSpan(startsAt, endsAt, client.zone), reason && cut(reason, 120)].filter(Boolean).join(': ')}`,
          })),
    actions: may === 'read' ? [] : actions,
  }
}

const personSection = (
  client: Client,
  person: Administrator,
  title: string,
  { may }: Pick<Reader, 'may'> = { may: 'own' },
): Block => ({
  type: 'section',
  title: cut(title, 100),
  facts: [
    { label: 'Quiet hours', value: quietWords(client, person) },
    { label: topicWord.reminders, value: remindersWords(person) },
    { label: 'Switched off', value: offWords(person.settings) },
  ],
  actions:
    may === 'read'
      ? []
      : [
          act(may === 'own' ? 'Change what comes to me' : 'Change', client, 'personal', {
            administrator: person.id,
          }),
        ],
})

/** @returns e.g. `21:00 to 07:00 (Europe/Berlin)` */
export function quietWords(client: Client, { id }: Administrator): string {
  const quiet = quietHoursOf(client, id)
  if (!quiet) return 'none: direct messages come at any time'
  return `${hourWord(quiet.hours.from)} to ${hourWord(quiet.hours.until)} (${quiet.zone}); direct messages wait`
}

export const hourWord = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

export const topicWord: Readonly<Record<Topic, string>> = {
  reminders: 'Reminders before a start',
  changes: 'Changes of a plan: moved, cancelled, restored, on hold',
  progress: 'That an update started and finished',
  requests: 'What becomes of urgent requests',
}

/** The choices there are for reminders, each with the ways by which they come. */
export const reminderChoices = {
  both: { ways: ['mail', 'direct'], words: 'by mail and direct message' },
  mail: { ways: ['mail'], words: 'by mail' },
  direct: { ways: ['direct'], words: 'by direct message' },
  none: { ways: [], words: 'switched off' },
} as const satisfies Record<string, { readonly ways: readonly PersonalWay[]; readonly words: string }>
export type ReminderChoice = keyof typeof reminderChoices

/** @returns what somebody has of them; who has no account in chat on file has no direct messages */
export function reminderChoiceOf({ settings, accounts }: Administrator): ReminderChoice {
  const ways = waysOf('reminders', settings)
  const [mail, direct] = [ways.includes('mail'), ways.includes('direct')]
  if (accounts.length === 0) return ways.length > 0 ? 'mail' : 'none'
  return mail && direct ? 'both' : mail ? 'mail' : direct ? 'direct' : 'none'
}

const remindersWords = (person: Administrator): string => reminderChoices[reminderChoiceOf(person)].words

function offWords({ off }: PersonalSettings = {}): string {
  const words = topics.flatMap((topic) =>
    topic !== 'reminders' && off?.mail?.includes(topic) ? [`${topicWord[topic].toLowerCase()} (mail)`] : [],
  )
  return words.length > 0 ? words.join('; ') : 'nothing'
}
