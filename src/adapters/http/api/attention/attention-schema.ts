import { z } from '@hono/zod-openapi'
import { attentionKinds } from '../../../../domain/notices/attention.ts'
import { environment } from '../clients/client-schema.ts'

export const attentionSchema = z
  .object({
    id: z.string().openapi({
      example: 'update-failed:U-1042',
      description: 'The same as long as it waits, and no other’s.',
    }),
    kind: z.enum(attentionKinds),
    since: z.iso.datetime().openapi({ description: 'Since when it waits.' }),
    client: z.string().nullable().openapi({ description: 'Null where it is about several clients, or none.' }),
    environment: environment.nullable(),
    release: z.string().nullable(),
    clients: z.int().openapi({ description: 'How many clients it concerns.' }),
    title: z.string().openapi({ example: 'Acme College production: update failed' }),
    state: z.string().nullable().openapi({
      description: 'How it stands, for keys of the vendor: who has it in hand, and why it is so.',
    }),
    page: z
      .string()
      .nullable()
      .openapi({ example: '/schedule/acme', description: 'The page that shows more to the vendor’s staff.' }),
    do: z
      .array(
        z.object({
          verb: z.string().openapi({ example: 'settle-update' }),
          label: z.string().openapi({ example: 'Settle' }),
          args: z.record(z.string(), z.string()),
        }),
      )
      .openapi({ description: 'What the vendor’s staff can do about it in chat.' }),
  })
  .openapi('Attention')

export const attentionCountsSchema = z.record(z.string(), z.int()).openapi('AttentionCounts', {
  description: 'How many wait in all, by kind: every kind is named, also with 0.',
  example: { 'release-paused': 1, 'update-failed': 2 },
})
