import { formatSystem } from '../../domain/people/system.ts'
import { showDuration, showInstant } from '../../domain/time/show-time.ts'
import { wallClockOf } from '../../domain/time/zone.ts'
import { seenOf, type Update } from '../../domain/updates/update.ts'
import type { Block } from '../card/card.ts'
import type { Form } from '../card/form.ts'
import { dateField, reasonField, timeField } from './fields.ts'

/** Asks for a new start on the client's clock. `startsAt` fills in what was typed. */
export function rescheduleForm(update: Update, startsAt: Date | null, reason: 'asked' | 'none', given?: string): Form {
  const local = wallClockOf(startsAt ?? update.startsAt, update.zone)
  const restoring = update.status === 'cancelled'
  return {
    verb: 'reschedule',
    title: restoring ? 'Restore update' : 'Reschedule update',
    blocks: [
      {
        type: 'facts',
        facts: [
          { label: 'System', value: `${formatSystem(update)}, release ${update.release}` },
          {
            label: restoring ? 'Was planned for' : 'Present start',
            value: showInstant(update.startsAt, update.zone),
          },
        ],
      },
    ],
    fields: [
      dateField('date', 'New date', local.toPlainDate().toString()),
      timeField('time', 'New time', local.toPlainTime().toString({ smallestUnit: 'minute' }), update.zone),
      ...(reason === 'asked' ? [reasonField('reason', 'Why do you move it for the client?', given)] : []),
    ],
    args: { system: formatSystem(update), seen: seenOf(update) },
    submit: 'Next',
  }
}

/** Shows old and new side by side before it counts. */
export function confirmMoveForm(
  update: Update,
  to: Date,
  {
    outsideWindow,
    reason,
    restores,
  }: { readonly outsideWindow: boolean; readonly reason: string | null; readonly restores: boolean },
): Form {
  const blocks: Block[] = [
    { type: 'text', text: [{ bold: formatSystem(update) }, `, release ${update.release}`] },
    {
      type: 'facts',
      facts: [
        {
          label: restores ? 'Was planned for' : 'Old start',
          value: showInstant(update.startsAt, update.zone),
        },
        { label: 'New start', value: [{ bold: showInstant(to, update.zone) }] },
        { label: 'Expected outage', value: `about ${showDuration(update.expectedMinutes)}` },
      ],
    },
  ]
  if (outsideWindow)
    blocks.push({
      type: 'text',
      text: [{ bold: 'Outside your maintenance windows.' }, ' It is possible, but people may be working then.'],
    })
  blocks.push({ type: 'text', text: `Only ${update.environment} moves.` })
  return {
    verb: 'reschedule',
    title: restores ? 'Confirm the restore' : 'Confirm the move',
    blocks,
    fields: [],
    args: {
      system: formatSystem(update),
      seen: seenOf(update),
      startsAt: to.toISOString(),
      confirmed: 'yes',
      ...(reason && { reason }),
    },
    submit: restores ? 'Restore' : 'Move',
  }
}

/** Adds the question which of two instants is meant, on the night on which the clock shows a time twice. */
export const whichOfTwo = (
  form: Form,
  { first, second }: { readonly first: Date; readonly second: Date },
  zone: string,
): Form => ({
  ...form,
  fields: [
    ...form.fields,
    {
      name: 'which',
      label: 'That time comes twice that night. Which one?',
      type: 'choice',
      initial: 'first',
      options: [
        { value: 'first', label: `The first, ${showInstant(first, zone, 'short')}` },
        { value: 'second', label: `The second, ${showInstant(second, zone, 'short')}` },
      ],
    },
  ],
})
