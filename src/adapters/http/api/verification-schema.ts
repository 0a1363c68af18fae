import { z } from '@hono/zod-openapi'
import { verificationSteps } from '../../../domain/verification.ts'
import { versionText } from './client-schema.ts'
import { totalsSchema } from './release-schema.ts'

export const verificationBody = z
  .strictObject({ client: z.string(), release: versionText })
  .openapi('VerificationDocument')

export const stepBody = z
  .strictObject({
    step: z.enum(verificationSteps),
  })
  .openapi('Step')

const status = z.enum([
  'requested',
  'copying',
  'updating',
  'checking',
  'reported',
  'passed',
  'blocked',
  'silent',
  'failed',
  'obsolete',
])

export const verificationSchema = z
  .object({
    id: z.string(),
    client: z.string(),
    release: z.string(),
    status,
    attempt: z.int(),
    requestedAt: z.iso.datetime(),
    heardAt: z.iso.datetime(),
    revision: z.int(),
  })
  .openapi('Verification')

export const findingSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    suite: z.string(),
    name: z.string(),
    message: z.string(),
    status: z.enum(['open', 'claimed', 'accepted', 'confirmed', 'obsolete']),
  })
  .openapi('Finding')

export const verificationViewSchema = verificationSchema
  .extend({
    report: z
      .object({
        id: z.string(),
        totals: totalsSchema,
        suites: z.array(totalsSchema.extend({ suite: z.string() })),
        receivedAt: z.iso.datetime(),
      })
      .nullable(),
    findings: z.array(findingSchema),
  })
  .openapi('VerificationWithReport')

export const receivedSchema = z
  .object({
    verification: z.string(),
    client: z.string(),
    release: z.string(),
    status,
    report: z.string(),
    totals: totalsSchema,
    findings: z.int().openapi({ description: 'How many findings a person must look at.' }),
  })
  .openapi('ReceivedReport')
