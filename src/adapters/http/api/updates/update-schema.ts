import { z } from '@hono/zod-openapi'
import { releaseKinds } from '../../../../domain/releases/release.ts'
import { holdCauses } from '../../../../domain/updates/hold.ts'
import { plainWords } from '../calls/plain-words.ts'
import { environment, versionText } from '../clients/client-schema.ts'
import { filesSchema } from '../reports/files-schema.ts'
import { totalsSchema } from '../reports/totals-schema.ts'

export const updateStatuses = [
  'scheduled',
  'held',
  'updating',
  'stalled',
  'updated',
  'failed',
  'cancelled',
  'superseded',
] as const

const words = ['updating', 'updated', 'failed'] as const

/** What is known of the live system after an update failed; null is what nobody said. */
export const liveStateSchema = z
  .object({
    version: z.string().nullable(),
    restored: z.boolean().nullable(),
    up: z.boolean().nullable(),
  })
  .openapi('KnownLiveState')

const liveSchema = z
  .strictObject({
    version: versionText.optional().openapi({ description: 'Which version runs there now.' }),
    restored: z
      .boolean()
      .optional()
      .openapi({ description: 'Whether it was brought back to how it was before the update.' }),
    up: z.boolean().optional().openapi({ description: 'Whether it is up.' }),
  })
  .refine(
    ({ version, restored, up }) => version !== undefined || restored !== undefined || up !== undefined,
    'must say version, restored or up; leave it out where none is known',
  )
  .openapi('LiveState', { description: 'In what state a failed update left the live system.' })

export const updateBody = z
  .strictObject({
    status: z.enum(words),
    version: versionText.optional().openapi({ description: 'What runs there now.' }),
    detail: z
      .string()
      .max(10_000)
      .transform(plainWords)
      .optional()
      .openapi({ type: 'string', maxLength: 10_000, description: 'What went wrong.' }),
    live: liveSchema.optional(),
  })
  .refine(({ status, live }) => live === undefined || status === 'failed', {
    path: ['live'],
    error: 'goes with the status failed alone',
  })
  .openapi('UpdateWord')

export const checkSchema = z
  .object({ update: z.string(), report: z.string(), totals: totalsSchema, files: filesSchema })
  .openapi('ReceivedCheck')

export const updateSchema = z
  .object({
    id: z.string().openapi({ example: 'U-1042' }),
    client: z.string(),
    environment,
    system: z.string().openapi({ example: 'acme/production' }),
    release: z.string(),
    status: z.enum(updateStatuses),
    startsAt: z.iso.datetime(),
    revision: z.int(),
    kind: z.enum(releaseKinds),
    zone: z.string().openapi({ description: 'The client’s zone when the start was chosen.' }),
    expectedMinutes: z.int(),
    deadline: z.iso.datetime(),
    chosenBy: z.enum(['rule', 'person', 'services']),
    hold: z.enum(holdCauses).nullable().openapi({ description: 'Why it is on hold; null when it is not.' }),
    reason: z.string().nullable().openapi({ description: 'What was said of it for the client to read.' }),
    inside: z
      .string()
      .nullable()
      .openapi({ description: 'What was said of it for the vendor alone; null for a bound key.' }),
    handedOverAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .openapi('Update')
