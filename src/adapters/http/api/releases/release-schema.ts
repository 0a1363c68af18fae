import { z } from '@hono/zod-openapi'
import { releaseKinds } from '../../../../domain/releases/release.ts'
import { areShares, longestGapHours } from '../../../../domain/releases/waves.ts'
import { prose, webAddress } from '../calls/text-schema.ts'
import { versionText } from '../clients/client-schema.ts'
import { filesSchema } from '../reports/files-schema.ts'
import { totalsSchema } from '../reports/totals-schema.ts'

export const releaseBody = z
  .strictObject({
    version: versionText,
    notesUrl: webAddress,
    kind: z.enum(releaseKinds).default('regular'),
    waves: z
      .strictObject({
        shares: z.array(z.number()).refine(areShares, 'must rise to 100, such as [1, 10, 100], in at most 10 waves'),
        gapHours: z
          .number()
          .int('must be a whole number of hours')
          .min(1, 'must be 1 or more')
          .max(longestGapHours, `must be ${longestGapHours} or less`)
          .default(24),
      })
      .nullable()
      .optional()
      .openapi({
        description: 'A few clients first: shares of them in percent, and the hours between two waves.',
      }),
  })
  .openapi('ReleaseDocument')

export const reasonBody = z
  .strictObject({
    reason: prose(1_000).openapi({ description: 'For the vendor’s own people alone.' }),
    clientReason: prose(1_000).nullable().default(null).openapi({
      description: 'What the clients that it concerns read of why; without it they are told that it is so.',
    }),
  })
  .openapi('Reason')

export const releaseSchema = z
  .object({
    version: z.string(),
    kind: z.enum(releaseKinds),
    status: z.enum(['candidate', 'available', 'refused', 'paused', 'withdrawn']),
    notesUrl: z.string(),
    waves: z
      .object({
        shares: z.array(z.number()),
        gapHours: z.int(),
        opensAt: z.array(z.iso.datetime()).openapi({ description: 'Of each wave, once the gate is passed.' }),
      })
      .nullable()
      .openapi({ description: 'For keys of the vendor.' }),
    gate: totalsSchema
      .nullable()
      .openapi({ description: 'What its last test report counted; for keys of the vendor.' }),
    revision: z.int(),
  })
  .openapi('Release')

export const judgedSchema = releaseSchema.extend({ files: filesSchema }).openapi('JudgedRelease')

export const planSchema = z
  .object({
    updates: z.array(
      z.object({
        client: z.string(),
        system: z.string().openapi({ example: 'acme/production' }),
        startsAt: z.iso.datetime(),
      }),
    ),
    blocked: z.array(z.object({ client: z.string(), reason: z.string().openapi({ example: 'open-finding' }) })),
    unreachable: z.array(z.string()),
  })
  .openapi('ReleasePlan')
