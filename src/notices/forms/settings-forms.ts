import type { Administrator, Client } from '../../domain/people/client.ts'
import { quietHoursOf } from '../../domain/people/personal-settings.ts'
import { formatSystem } from '../../domain/people/system.ts'
import { showInstant, showSpan } from '../../domain/time/show-time.ts'
import { longestWindows } from '../../domain/time/windows/reading/read-windows.ts'
import { showWindow } from '../../domain/time/windows/show-window.ts'
import { doubtOfZone } from '../../domain/time/zone-names/read-zone.ts'
import type { AddedFreeze } from '../../domain/updates/freeze.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Field, Form, Option } from '../card/form.ts'
import { hourWord, type ReminderChoice, reminderChoiceOf, topicWord } from '../clients/settings-card.ts'
import { staysWords, windowWords } from '../words/window-words.ts'
import { dateField, reasonField } from './fields.ts'

type Windows = Pick<Client, 'zone' | 'windows'>
export type Asks = 'asked' | 'none'

const why = (asks: Asks, given?: string): Field[] =>
  asks === 'asked' ? [reasonField('reason', 'Why do you set it for the client?', given)] : []

/** Asks for windows and zone; what is set now is filled in. */
export const windowsForm = (client: Client, asks: Asks): Form => ({
  verb: 'settings',
  title: 'Maintenance windows',
  blocks: [{ type: 'text', text: staysWords }],
  fields: [
    {
      name: 'windows',
      label: 'Windows',
      type: 'text',
      multiline: true,
      maxLength: longestWindows,
      hint: 'One on each line, such as SUN 01:00-05:00, SAT 23:00-SUN 02:00, MON-FRI 22:00-02:00, daily 02:00-04:00 or first SUN 02:00-06:00',
      initial: client.windows.join('\n'),
    },
    {
      name: 'zone',
      label: 'Time zone',
      type: 'text',
      maxLength: 100,
      initial: client.zone,
      hint: 'Such as Europe/Berlin; windows, days and deadlines are read on its clock',
    },
    ...why(asks),
  ],
  args: { client: client.id, part: 'windows', seen: String(client.revision) },
  submit: 'Next',
})

/** Shows old and new side by side, with what the new ones come to. */
export const confirmWindowsForm = (
  client: Client,
  wanted: Windows,
  about: {
    readonly next: readonly Date[]
    readonly scheduled: readonly Update[]
    readonly reason: string | null
    readonly asks: Asks
    /** The revision that the first form was drawn from. */
    readonly seen: string
  },
): Form => ({
  verb: 'settings',
  title: 'Maintenance windows',
  blocks: [
    {
      type: 'facts',
      facts: [
        { label: 'Now', value: windowWords(client) },
        { label: 'From now on', value: [{ bold: `on the clock of ${wanted.zone}` }] },
      ],
    },
    { type: 'list', items: wanted.windows.map((window) => [{ bold: showWindow(window) }]) },
    { type: 'facts', facts: [{ label: 'Next openings', value: openingsSaid(about.next, wanted.zone) }] },
    ...doubtBlocks(wanted.zone),
    { type: 'text', text: staysWords },
    ...(about.scheduled.length > 0
      ? [
          {
            type: 'list' as const,
            items: about.scheduled.map(
              (update) => `${formatSystem(update)} stays at ${showInstant(update.startsAt, wanted.zone)}`,
            ),
          },
        ]
      : []),
  ],
  fields: about.asks === 'asked' && !about.reason ? why('asked') : [],
  args: {
    client: client.id,
    part: 'windows',
    seen: about.seen,
    confirmed: 'yes',
    zone: wanted.zone,
    windows: wanted.windows.join('\n'),
    ...(about.reason !== null && { reason: about.reason }),
  },
  submit: 'Save',
})

/** A zone that is right and probably not meant, such as `EST`. */
function doubtBlocks(zone: string): Form['blocks'] {
  const doubt = doubtOfZone(zone)
  return doubt ? [{ type: 'text', text: [{ bold: `Look again: ${zone}` }, ` ${doubt}.`] }] : []
}

const openingsSaid = (next: readonly Date[], zone: string): string =>
  next.length > 0 ? next.map((at) => showInstant(at, zone, 'short')).join('; ') : 'it is always open'

const hours: readonly Option[] = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: hourWord(hour),
}))
const yesNo = (yes: string): readonly Option[] => [
  { value: 'yes', label: yes },
  { value: 'no', label: 'Not to me' },
]

const choiceLabels: Readonly<Record<ReminderChoice, string>> = {
  both: 'By mail and direct message',
  mail: 'By mail',
  direct: 'By direct message',
  none: 'Not to me',
}

/** Asks one administrator when direct messages may come, and what by mail. */
export function personalForm(client: Client, person: Administrator, asks: Asks): Form {
  const quiet = quietHoursOf(client, person.id)
  const { off = {}, zone } = person.settings ?? {}
  const mail = (topic: 'changes' | 'progress' | 'requests', hint?: string): Field => ({
    name: topic,
    label: topicWord[topic],
    type: 'choice',
    options: yesNo('By mail'),
    initial: off.mail?.includes(topic) ? 'no' : 'yes',
    ...(hint !== undefined && { hint }),
  })
  return {
    verb: 'settings',
    title: 'What comes to you',
    blocks: [
      { type: 'text', text: [{ bold: person.name }, `, administrator of ${client.name}`] },
      {
        type: 'text',
        text: 'New starts, what stands in their way and what goes wrong always come. Your channel and your system’s inbox show everything.',
      },
    ],
    fields: [
      {
        name: 'quietFrom',
        label: 'No direct messages from',
        type: 'choice',
        options: [{ value: 'none', label: 'No quiet hours' }, ...hours],
        initial: quiet ? String(quiet.hours.from) : 'none',
      },
      {
        name: 'quietUntil',
        label: 'Until',
        type: 'choice',
        options: hours,
        initial: String(quiet?.hours.until ?? 7),
      },
      {
        name: 'zone',
        label: 'Your time zone',
        type: 'text',
        optional: true,
        maxLength: 100,
        hint: `Left empty: ${client.zone}`,
        ...(zone !== undefined && { initial: zone }),
      },
      {
        name: 'reminders',
        label: topicWord.reminders,
        type: 'choice',
        options: (Object.keys(choiceLabels) as ReminderChoice[])
          .filter((choice) => person.accounts.length > 0 || choice === 'mail' || choice === 'none')
          .map((choice) => ({ value: choice, label: choiceLabels[choice] })),
        initial: reminderChoiceOf(person),
        ...(person.accounts.length === 0 && { hint: 'No chat account of yours is on file' }),
      },
      mail('changes', 'Without them a short mail still keeps your calendar right'),
      mail('progress'),
      mail('requests'),
      ...why(asks),
    ],
    args: { client: client.id, part: 'personal', administrator: person.id },
    submit: 'Save',
  }
}

/** Asks for whole days in which nothing starts. */
export const freezeForm = (client: Client): Form => ({
  verb: 'settings',
  title: 'Add a freeze',
  blocks: [
    {
      type: 'text',
      text: `On these days, in ${client.zone}, none of your updates start, security releases excepted. What is scheduled in them is planned anew after them, with a notice. At most 30 days a quarter.`,
    },
  ],
  fields: [dateField('first', 'First day'), dateField('last', 'Last day'), reasonField('reason', 'Reason')],
  args: { client: client.id, part: 'freeze' },
  submit: 'Next',
})

/** Shows the days, and which starts lie in them, before it counts. */
export const confirmFreezeForm = (
  client: Client,
  { startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date },
  touched: readonly Update[],
  args: Form['args'],
): Form => ({
  verb: 'settings',
  title: 'Add a freeze',
  blocks: [
    { type: 'facts', facts: [{ label: 'Freeze', value: showSpan(startsAt, endsAt, client.zone) }] },
    touched.length === 0
      ? { type: 'text', text: 'Nothing is scheduled in it.' }
      : {
          type: 'list',
          items: touched.map(
            (update) =>
              `${formatSystem(update)}, ${showInstant(update.startsAt, client.zone)}: ${update.kind === 'security' ? 'stays, a security release' : 'is planned anew after it'}`,
          ),
        },
  ],
  fields: [],
  args: { ...args, client: client.id, part: 'freeze', confirmed: 'yes' },
  submit: 'Add it',
})

export const endFreezeForm = (client: Client, { id, startsAt, endsAt }: AddedFreeze): Form => ({
  verb: 'settings',
  title: 'End a freeze',
  blocks: [
    { type: 'facts', facts: [{ label: id, value: showSpan(startsAt, endsAt, client.zone) }] },
    {
      type: 'text',
      text: 'Starts that it had moved stay where they are. What it had left without a start is planned now.',
    },
  ],
  fields: [],
  args: { client: client.id, part: 'end', freeze: id, confirmed: 'yes' },
  submit: 'End it',
})
