import { z } from '@hono/zod-openapi'
import { releaseKinds } from '../../../domain/release.ts'
import { versionText } from './client-schema.ts'
import { prose, webAddress } from './text-schema.ts'

export const totalsSchema = z
  .object({ tests: z.int(), passed: z.int(), failed: z.int(), errored: z.int(), skipped: z.int() })
  .openapi('Totals')

export const releaseBody = z
  .strictObject({
    version: versionText,
    notesUrl: webAddress,
    kind: z.enum(releaseKinds).default('regular'),
  })
  .openapi('ReleaseDocument')

export const reasonBody = z.strictObject({ reason: prose(1_000) }).openapi('Reason')

export const releaseSchema = z
  .object({
    version: z.string(),
    kind: z.enum(releaseKinds),
    status: z.enum(['candidate', 'available', 'refused', 'paused', 'withdrawn']),
    notesUrl: z.string(),
    gate: totalsSchema.nullable().openapi({ description: 'What its last test report counted.' }),
    revision: z.int(),
  })
  .openapi('Release')
