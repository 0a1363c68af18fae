import { formatSystem, type SystemRef } from '../../domain/people/system.ts'
import { wallClockOf } from '../../domain/time/zone.ts'
import type { Form } from '../card/form.ts'
import { dateField, reasonField, timeField } from './fields.ts'

/** Asks services what starts when on a client's system, on the client's clock, and why. */
export function scheduleForm(
  system: SystemRef,
  zone: string,
  given: {
    readonly release?: string | undefined
    readonly reason?: string | undefined
    readonly startsAt?: Date
  },
): Form {
  const local = given.startsAt && wallClockOf(given.startsAt, zone)
  return {
    verb: 'schedule',
    title: 'Schedule for a client',
    blocks: [
      {
        type: 'text',
        text: `An update of ${formatSystem(system)}, on the client’s request. The client is told that you scheduled it, and why.`,
      },
    ],
    fields: [
      {
        name: 'release',
        label: 'Release',
        type: 'text',
        optional: true,
        maxLength: 40,
        hint: 'Leave empty for the current release',
        ...(given.release && { initial: given.release }),
      },
      dateField('date', 'Start date', local?.toPlainDate().toString()),
      timeField('time', 'Start time', local?.toPlainTime().toString({ smallestUnit: 'minute' }), zone),
      reasonField('reason', 'Reason, as the client will read it', given.reason),
    ],
    args: { system: formatSystem(system) },
    submit: 'Schedule',
  }
}
