import { formatSystem } from '../../domain/people/system.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { seenOf, type Update } from '../../domain/updates/update.ts'
import type { Form } from '../card/form.ts'
import { reasonField } from './fields.ts'

/**
 * Asks why before an update is cancelled.
 * @param current the version of the current release: only of that can a cancelled update be restored
 */
export const cancelForm = (update: Update, current: string | null, reason?: string): Form => ({
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
      text: `Only ${update.environment} is cancelled. ${update.release === current ? `It can be restored while ${current} is the current release.` : 'It cannot be restored, as there is a newer release; that one is planned as usual.'}`,
    },
  ],
  fields: [reasonField('reason', 'Reason', reason)],
  args: { system: formatSystem(update), seen: seenOf(update) },
  submit: 'Cancel the update',
})
