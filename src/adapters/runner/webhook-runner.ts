import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Logger } from '../../app/ports/ports.ts'
import type { UpdateRunner, VerificationRunner } from '../../app/ports/runner-ports.ts'
import { type PostOutcome, postSigned } from './post-signed.ts'

export type WebhookRunnerOptions = {
  /** The vendor's pipeline. */
  readonly url: string
  /** `whsec_` and the base64 of the shared key. */
  readonly secret: string
  readonly logger: Logger
  readonly timeoutMs?: number
}

const patience = 30_000

/**
 * Posts each update to the vendor's pipeline as `update.requested`; the pipeline tells the API how it goes.
 * What may have arrived counts as handed over: an update is never sent twice, and silence makes it stalled.
 * @throws when the secret is not one of Standard Webhooks
 */
export function makeWebhookUpdateRunner({
  url,
  secret,
  logger,
  timeoutMs = patience,
}: WebhookRunnerOptions): UpdateRunner {
  const webhook = new Webhook(secret)
  return {
    async run(job) {
      const id = `update-${job.update}`
      const outcome = await postSigned({ url, webhook, id, type: 'update.requested', data: job, timeoutMs })
      logger.info({ update: job.update, outcome }, 'an update was posted to its runner')
      const refused = refusal(outcome)
      return refused === null ? { status: 'calls-back' } : { status: 'failed', detail: refused }
    },
  }
}

/**
 * Posts each verification to the vendor's pipeline as `verification.requested`, which reports through the API.
 * @throws when the secret is not one of Standard Webhooks
 */
export function makeWebhookVerificationRunner({
  url,
  secret,
  logger,
  timeoutMs = patience,
}: WebhookRunnerOptions): VerificationRunner {
  const webhook = new Webhook(secret)
  return {
    async run(job) {
      // A verification that is tried again is asked for anew: under the same id it would be taken for a repetition.
      const id = `verification-${job.verification}-${randomUUID()}`
      const outcome = await postSigned({
        url,
        webhook,
        id,
        type: 'verification.requested',
        data: job,
        timeoutMs,
      })
      logger.info({ verification: job.verification, outcome }, 'a verification was posted to its runner')
      const refused = refusal(outcome)
      return refused === null ? { kind: 'calls-back' } : { kind: 'failed', detail: refused }
    },
  }
}

// A server that broke (500), or a gateway that heard nothing from it (502, 504), may have begun all the same.
const mayHaveBegun = [500, 502, 504]

/** @returns why the job was surely not taken, or null when it was or may have been. */
function refusal(outcome: PostOutcome): string | null {
  if (outcome.kind === 'not-sent') return `the runner could not be reached: ${outcome.reason}`
  if (outcome.kind === 'unanswered') return null
  const { status, said } = outcome
  if ((status >= 200 && status < 300) || mayHaveBegun.includes(status)) return null
  if (status >= 300 && status < 400) return `the runner answered ${status}, a redirect, which is not followed`
  return said === '' ? `the runner answered ${status}` : `the runner answered ${status}: ${said}`
}
