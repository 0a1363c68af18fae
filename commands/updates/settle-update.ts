import type { IncidentEnd } from '../../src/domain/updates/incident.ts'
import { replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { settleUpdateForm } from '../../src/notices/forms/settle-update-form.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { splitVerb } from '../command/read-words.ts'
import { findingRefusal } from '../findings/finding-args.ts'
import { unsettled, waitingList } from '../findings/waiting-list.ts'

export const settleUpdate = defineCommand({
  verb: 'settle-update',
  summary: 'Say what became of an update that failed or went silent',
  usage: '[update] [updated or failed] [what was found]',
  examples: ['settle-update U-1042 failed the disk was full'],
  for: ['specialist', 'operator'],
  parameters: ['update', 'words'],
  async run({ actor, args, request, via }, app) {
    const update = (args['update'] ?? '').trim().toUpperCase()
    if (update === '') return waitingList(app, unsettled)
    const view = await app.readIncident(update)
    const no = (detail: string) => findingRefusal('Nothing was settled', detail)
    if (!view) return no(`There is no update ${update.slice(0, 20)} that failed, went silent, or failed its check.`)
    const { incident } = view
    const isSilent = view.update.status === 'stalled'
    if (via !== 'form') {
      if (incident.status === 'settled') return no(`${update} was settled by ${incident.settledBy?.name}.`)
      const { verb: first, rest } = splitVerb(args['words'] ?? '')
      const end = silentEnd(first)
      return replyForm(settleUpdateForm(view, isSilent && end ? { end, note: rest } : { note: args['words'] ?? '' }))
    }
    const note = args['note']?.trim() || null
    const end = silentEnd(args['end'] ?? '') ?? (args['end'] === undefined ? 'done' : null)
    const seen = /^\d{1,9}$/.test(args['seen'] ?? '') ? Number(args['seen']) : null
    const isCurrent = seen === incident.revision
    if (isCurrent && isSilent && (end === null || end === 'done'))
      return replyFieldErrors({ end: 'Please choose what became of it.' })
    if (isCurrent && !isSilent && note === null) return replyFieldErrors({ note: 'Please say what was found.' })
    if (note && note.length > longestReason)
      return replyFieldErrors({ note: `At most ${longestReason} characters; these are ${note.length}.` })
    const outcome = await app.settleUpdate({ actor, request, update, seen, end: end ?? 'done', note })
    if (outcome.ok)
      return replyCard(noteCard('update-settled', 'good', `${update} is ${said[end ?? 'done']}`, next[end ?? 'done']))
    const { code, detail } = outcome.refusal
    const takeOver = { verb: 'claim-update', label: 'Take over', args: { update, takeOver: 'yes' } }
    const look = { verb: 'settle-update', label: 'Look again', args: { update } }
    return findingRefusal('Nothing was settled', detail, [
      ...(code === 'claimed-by-other' ? [takeOver] : []),
      ...(code === 'changed-meanwhile' ? [look] : []),
    ])
  },
})

const silentEnd = (word: string): Exclude<IncidentEnd, 'done'> | null =>
  word === 'updated' || word === 'failed' ? word : null

const said: Readonly<Record<IncidentEnd, string>> = {
  updated: 'updated',
  failed: 'failed',
  done: 'settled',
}
const next: Readonly<Record<IncidentEnd, string>> = {
  updated: 'The client is told, and what waited for it is planned.',
  failed: 'The client is told, and it is planned anew. It is yours until you know why; settle it then.',
  done: 'It is off the list.',
}
