import type { App } from '../../src/app/use-cases/app.ts'
import type { SettingsView } from '../../src/app/use-cases/settings.ts'
import { readFreezeDays } from '../../src/domain/time/freeze-days.ts'
import { isBefore } from '../../src/domain/time/span.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { confirmFreezeForm, endFreezeForm, freezeForm } from '../../src/notices/forms/settings-forms.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { counted } from '../../src/notices/words/words.ts'
import type { Invocation } from '../command/define-command.ts'

const done = (title: string, words: string, client: string, good = true): Reply =>
  replyCard(
    noteCard(good ? 'settings' : 'refusal', good ? 'good' : 'warning', title, words, [
      { verb: 'settings', label: 'Settings', args: { client } },
    ]),
  )

/** Asks for the days of a freeze, shows what lies in them, and adds it. */
export async function freeze(
  { args, via, actor, request }: Invocation,
  app: App,
  { client, scheduled, now }: SettingsView,
): Promise<Reply> {
  if (via !== 'form') return replyForm(freezeForm(client))
  const reason = args['reason']?.trim() ?? ''
  const days = readFreezeDays(args['first'] ?? '', args['last'] ?? '', client.zone, now)
  const errors = {
    ...(!days.ok && { [days.refusal.at]: days.refusal.words }),
    ...(reason === '' && { reason: 'Please say why; your colleagues and our team will read it.' }),
    ...(reason.length > longestReason && { reason: `At most ${longestReason} characters.` }),
  }
  if (!days.ok || Object.keys(errors).length > 0) return replyFieldErrors(errors)
  const { startsAt, endsAt } = days.value
  if (args['confirmed'] !== 'yes') {
    const touched = scheduled.filter(
      (update) => !isBefore(update.startsAt, startsAt) && isBefore(update.startsAt, endsAt),
    )
    const carried = { first: args['first'] ?? '', last: args['last'] ?? '', reason }
    return replyForm(confirmFreezeForm(client, days.value, touched, carried))
  }
  const added = await app.addFreeze({ actor, request, client: client.id, startsAt, endsAt, reason })
  if (!added.ok)
    return replyCard(
      noteCard('refusal', 'warning', 'No freeze was added', added.refusal.detail, [
        { verb: 'settings', label: 'Choose other days', args: { client: client.id, part: 'freeze' } },
      ]),
    )
  const { freeze: made, frozen, replanned } = added.value
  const held = replanned?.held ?? 0
  const moved = frozen - held
  const words = [
    moved > 0 && `${counted(moved, 'start')} in it moved to the first time after it.`,
    held > 0 && `${counted(held, 'update')} found no other start and wait on hold.`,
    frozen === 0 && 'Nothing was scheduled in it.',
  ]
  return done(`Freeze ${made.id} added`, words.filter(Boolean).join(' '), client.id)
}

/** Ends a freeze, after a question. */
export async function endFreeze(
  { args, via, actor, request }: Invocation,
  app: App,
  { client, freezes }: SettingsView,
): Promise<Reply> {
  const id = args['freeze'] ?? ''
  if (via === 'form' && args['confirmed'] === 'yes') {
    const ended = await app.endFreeze({ actor, request, freeze: id, client: client.id })
    return ended.ok
      ? done(`Freeze ${ended.value.id} ended`, 'Updates may start in it again.', client.id)
      : done('Not ended', ended.refusal.detail, client.id, false)
  }
  const [only] = freezes
  const meant = freezes.find((one) => one.id === id) ?? (id === '' && freezes.length === 1 ? only : undefined)
  if (freezes.length === 0) return done('No freeze to end', 'None is added at present.', client.id, false)
  return meant
    ? replyForm(endFreezeForm(client, meant))
    : done('Which freeze?', 'Choose one in the settings.', client.id, false)
}
