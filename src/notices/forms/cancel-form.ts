import { formatSystem } from '../../domain/people/system.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { seenOf, type Update } from '../../domain/updates/update.ts'
import type { Form } from '../card/form.ts'
import { reasonField } from './fields.ts'

/** Asks why before an update is cancelled. */
export const cancelForm = (update: Update, reason?: string): Form => ({
  verb: 'cancel',
  title: 'Cancel update',
  blocks: [
    {
      type: 'facts',
      facts: [
        { label: 'System', value: `${formatSystem(update)}, release ${update.release}` },
        { label: 'Starts', value: showInstant(update.startsAt, update.zone) },
      ],
    },
    {
      type: 'text',
      text: `Only ${update.environment} is cancelled. It can be restored while ${update.release} is the current release.`,
    },
  ],
  fields: [reasonField('reason', 'Reason', reason)],
  args: { system: formatSystem(update), seen: seenOf(update) },
  submit: 'Cancel the update',
})
