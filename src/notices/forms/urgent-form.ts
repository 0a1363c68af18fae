import { formatSystem, type SystemRef } from '../../domain/people/system.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { wallClockOf } from '../../domain/time/zone.ts'
import type { UrgentRequest } from '../../domain/updates/urgent-request.ts'
import type { Form } from '../card/form.ts'
import { dateField, reasonField, timeField } from './fields.ts'

/** Asks an administrator what is needed, why, and when. */
export function urgentForm(
  system: SystemRef,
  zone: string,
  given: { readonly release?: string; readonly reason?: string; readonly wishedAt?: Date },
): Form {
  const local = given.wishedAt && wallClockOf(given.wishedAt, zone)
  return {
    verb: 'urgent',
    title: 'Urgent update',
    blocks: [
      {
        type: 'text',
        text: `The services team decides about an urgent update of ${formatSystem(system)}. You will see their answer here.`,
      },
    ],
    fields: [
      {
        name: 'release',
        label: 'Release',
        type: 'text',
        optional: true,
        maxLength: 40,
        hint: 'Leave empty for the newest release',
        ...(given.release && { initial: given.release }),
      },
      reasonField('reason', 'What do you need it for?', given.reason),
      { ...dateField('date', 'Wished date', local?.toPlainDate().toString()), optional: true },
      {
        ...timeField('time', 'Wished time', local?.toPlainTime().toString({ smallestUnit: 'minute' }), zone),
        optional: true,
      },
    ],
    args: { system: formatSystem(system) },
    submit: 'Ask for it',
  }
}

/** Asks services when an accepted update starts, on the client's clock. */
export function acceptForm(request: UrgentRequest, zone: string, suggested: Date): Form {
  const local = wallClockOf(suggested, zone)
  return {
    verb: 'accept-request',
    title: `Accept ${request.id}`,
    blocks: [
      {
        type: 'facts',
        facts: [
          { label: 'System', value: `${formatSystem(request)}, release ${request.release}` },
          {
            label: 'Wished for',
            value: request.wishedAt ? showInstant(request.wishedAt, zone) : 'as soon as possible',
          },
        ],
      },
      { type: 'quote', text: request.reason },
    ],
    fields: [
      dateField('date', 'Start date', local.toPlainDate().toString()),
      timeField('time', 'Start time', local.toPlainTime().toString({ smallestUnit: 'minute' }), zone),
    ],
    args: { request: request.id, seen: String(request.revision) },
    submit: 'Accept',
  }
}

/** Asks services why they decline; the asker reads it. */
export const declineForm = (request: UrgentRequest): Form => ({
  verb: 'decline-request',
  title: `Decline ${request.id}`,
  blocks: [{ type: 'quote', text: request.reason }],
  fields: [reasonField('reason', 'Reason, as the client will read it')],
  args: { request: request.id, seen: String(request.revision) },
  submit: 'Decline',
})
