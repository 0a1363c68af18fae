import type { App } from '../../src/app/use-cases/app.ts'
import type { SettingsView } from '../../src/app/use-cases/settings.ts'
import type { Administrator } from '../../src/domain/people/client.ts'
import type { PersonalSettings, PersonalWay, Topic } from '../../src/domain/people/personal-settings.ts'
import { readZone } from '../../src/domain/time/zone-names/read-zone.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { quietWords, type ReminderChoice, reminderChoices } from '../../src/notices/clients/settings-card.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { personalForm } from '../../src/notices/forms/settings-forms.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import type { Invocation } from '../command/define-command.ts'
import { asksReason, readerOf } from './settings-reader.ts'
import { zoneWords } from './settings-windows.ts'

/** Asks one administrator what is to come to them and when, and sets it. */
export async function personal(invocation: Invocation, app: App, view: SettingsView): Promise<Reply> {
  const { args, via, actor, request } = invocation
  const { client } = view
  const reader = readerOf(invocation, view)
  const wished = args['administrator'] ?? (reader.may === 'own' ? reader.administrator : '')
  const person = client.administrators.find(({ id }) => id === wished)
  if (!person) return replyCard(whose(view))
  if (reader.may === 'own' && person.id !== reader.administrator)
    return replyCard(
      noteCard('refusal', 'warning', 'That is theirs', 'Everybody sets for themselves what comes to them.'),
    )
  const asks = asksReason(invocation, view)
  if (via !== 'form') return replyForm(personalForm(client, person, asks))
  const reason = args['reason']?.trim() || null
  const errors = problemsOf(args, person, asks === 'asked' && !reason)
  if (Object.keys(errors).length > 0) return replyFieldErrors(errors)
  const changed = await app.changePersonal({
    actor,
    request,
    client: client.id,
    administrator: person.id,
    reason,
    settings: readPersonal(args),
  })
  if (!changed.ok) {
    const { detail, topics = [] } = changed.refusal
    const [topic] = topics
    return topic
      ? replyFieldErrors(Object.fromEntries(topics.map((one) => [one, detail])))
      : replyCard(noteCard('refusal', 'warning', 'Not changed', detail))
  }
  const { value } = changed
  const administrators = client.administrators.map((one) => (one.id === value.id ? value : one))
  return replyCard(
    noteCard(
      'settings',
      'good',
      'Saved',
      `Quiet hours of ${value.name}: ${quietWords({ ...client, administrators }, value)}.`,
      [{ verb: 'settings', label: 'Settings', args: { client: client.id } }],
    ),
  )
}

const whose = ({ client }: SettingsView) =>
  noteCard(
    'choice',
    'neutral',
    'Whose settings?',
    client.administrators.length > 0 ? client.name : `${client.name} has no administrator on file.`,
    client.administrators.slice(0, 20).map(({ id, name }) => ({
      verb: 'settings',
      label: name,
      args: { client: client.id, part: 'personal', administrator: id },
    })),
  )

const hour = (text: string | undefined): number | null =>
  text !== undefined && /^(?:\d|1\d|2[0-3])$/.test(text) ? Number(text) : null

function problemsOf(
  args: Invocation['args'],
  { accounts }: Administrator,
  lacksReason: boolean,
): Record<string, string> {
  const { quietFrom, quietUntil, zone, reason, reminders } = args as Partial<Record<string, string>>
  const keeps = quietFrom !== 'none'
  const [from, until] = [hour(quietFrom), hour(quietUntil)]
  const zoneRead = zone?.trim() ? readZone(zone) : null
  return {
    ...(keeps && from === null && { quietFrom: 'Choose an hour, or no quiet hours.' }),
    ...(keeps && until === null && { quietUntil: 'Choose an hour.' }),
    ...(keeps &&
      from !== null &&
      from === until && { quietUntil: 'That is when they begin. Choose another hour, or no quiet hours.' }),
    ...(zoneRead && !zoneRead.ok && zone && { zone: zoneWords(zone.trim(), zoneRead.refusal) }),
    ...(reminders !== undefined &&
      reminderChoice(reminders) === null && { reminders: 'Choose one of the ways that are offered.' }),
    ...(accounts.length === 0 &&
      (reminders === 'direct' || reminders === 'both') && {
        reminders: 'No chat account is on file to which a direct message could go: choose mail.',
      }),
    ...(lacksReason && { reason: 'Please say why; they read it.' }),
    ...(reason && reason.length > longestReason && { reason: `At most ${longestReason} characters.` }),
  }
}

const reminderChoice = (text: string | undefined): ReminderChoice | null =>
  text !== undefined && Object.hasOwn(reminderChoices, text) ? (text as ReminderChoice) : null

function readPersonal(args: Invocation['args']): PersonalSettings {
  const [from, until] = [hour(args['quietFrom']), hour(args['quietUntil'])]
  const zone = args['zone']?.trim()
  const choice = reminderChoice(args['reminders'])
  const ways: readonly PersonalWay[] = reminderChoices[choice ?? 'both'].ways
  const unmailed: Topic[] = (['changes', 'progress', 'requests'] as const).filter((topic) => args[topic] === 'no')
  const mail: Topic[] = [...(ways.includes('mail') ? [] : ['reminders' as const]), ...unmailed]
  const direct: Topic[] = ways.includes('direct') ? [] : ['reminders']
  return {
    quietHours: from === null || until === null ? null : { from, until },
    ...(zone && { zone }),
    off: { ...(mail.length > 0 && { mail }), ...(direct.length > 0 && { direct }) },
  }
}
