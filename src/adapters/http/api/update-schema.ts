import { z } from '@hono/zod-openapi'
import { releaseKinds } from '../../../domain/release.ts'
import { environment, versionText } from './client-schema.ts'
import { plainWords } from './plain-words.ts'
import { totalsSchema } from './release-schema.ts'
import { filesSchema } from './reports/files-schema.ts'

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
    detail: z.string().nullable(),
    handedOverAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .openapi('Update')
