import type { IncidentEnd } from '../../domain/updates/incident.ts'
import { readInside } from '../../domain/updates/inside-text.ts'
import type { Form } from '../card/form.ts'
import type { IncidentView } from '../notice/views.ts'
import { incidentState, incidentTitle } from '../updates/incident-card.ts'
import { cut } from '../words/words.ts'
import { longestReason } from './fields.ts'

/** Asks what became of an update: of a silent one whether it went through, of a failed one why it failed. */
export function settleUpdateForm(
  view: IncidentView,
  given: { readonly end?: IncidentEnd; readonly note?: string } = {},
): Form {
  const { incident, update } = view
  const isSilent = update.status === 'stalled'
  const printed = update.status === 'failed' ? readInside(update.inside) : null
  return {
    verb: 'settle-update',
    title: `Settle ${update.id}`.slice(0, 24),
    blocks: [
      { type: 'text', text: `${incidentTitle(view)}, release ${update.release}` },
      { type: 'text', text: `${update.id}, ${incidentState(incident)}.` },
      ...(printed ? [{ type: 'quote' as const, text: cut(printed, 500) }] : []),
    ],
    fields: [
      ...(isSilent
        ? [
            {
              name: 'end',
              label: 'What became of it?',
              type: 'choice' as const,
              options: [
                { value: 'updated', label: `It went through: ${update.release} runs there` },
                { value: 'failed', label: 'It failed; it is planned anew' },
              ],
              hint: 'The client is told',
              ...(given.end !== undefined && { initial: given.end }),
            },
          ]
        : []),
      {
        name: 'note',
        label: isSilent ? 'What did you find?' : 'Why did it fail, and what was done?',
        type: 'text' as const,
        multiline: true,
        optional: isSilent,
        maxLength: longestReason,
        hint: 'For us; the client does not see it',
        ...(given.note ? { initial: given.note } : {}),
      },
    ],
    args: { update: update.id, seen: String(incident.revision) },
    submit: 'Settle',
  }
}
