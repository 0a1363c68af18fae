import { z } from '@hono/zod-openapi'
import { listedCases } from '../../../../domain/findings/compare-reports.ts'
import { maxAttempts, verificationSteps } from '../../../../domain/findings/verification.ts'
import { plainWords } from '../calls/plain-words.ts'
import { versionText } from '../clients/client-schema.ts'
import { filesSchema } from '../reports/files-schema.ts'
import { totalsSchema } from '../reports/totals-schema.ts'

export const verificationBody = z
  .strictObject({ client: z.string(), release: versionText })
  .openapi('VerificationDocument')

const attempt = z.int().min(1).max(maxAttempts).openapi({
  description: 'The try that says it, as its job named it; a word of a try that is over is refused.',
})

export const stepBody = z
  .strictObject({
    step: z.enum(verificationSteps).optional(),
    failed: z
      .string()
      .max(10_000)
      .transform(plainWords)
      .optional()
      .openapi({ type: 'string', maxLength: 10_000, description: 'Why this try came to nothing.' }),
    attempt: attempt.optional(),
  })
  .refine(({ step, failed }) => (step === undefined) !== (failed === undefined), {
    error: 'needs either a step or failed',
  })
  .openapi('Step')

export const attemptOfReport = z.coerce.number<string>().pipe(attempt).optional()

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
    compared: z
      .enum(['new', 'still-failing', 'flaky'])
      .nullable()
      .openapi({ description: 'How the failed case stands against the client’s earlier reports.' }),
  })
  .openapi('Finding')

const byWord = <T extends z.ZodType>(value: T) =>
  z.object({ new: value, 'still-failing': value, fixed: value, flaky: value })

export const comparisonSchema = z
  .object({
    since: z.string().nullable().openapi({ description: 'The release of the report held against.' }),
    counts: byWord(z.int()),
    cases: byWord(z.array(z.object({ suite: z.string(), name: z.string() }))).openapi({
      description: `At most ${listedCases} for each word; the counts are whole.`,
    }),
  })
  .openapi('ReportComparison')

export const verificationViewSchema = verificationSchema
  .extend({
    report: z
      .object({
        id: z.string(),
        totals: totalsSchema,
        suites: z.array(totalsSchema.extend({ suite: z.string() })),
        comparison: comparisonSchema.nullable(),
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
    files: filesSchema,
  })
  .openapi('ReceivedReport')
