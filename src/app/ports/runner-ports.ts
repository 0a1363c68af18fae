import type { VerificationStep } from '../../domain/findings/verification.ts'
import type { Environment } from '../../domain/people/system.ts'
import type { LiveState } from '../../domain/updates/outcome.ts'
import type { ReportSources } from './report-source.ts'

/** What an update runner is asked to do, once. */
export type UpdateJob = {
  readonly update: string
  readonly client: string
  readonly environment: Environment
  readonly release: string
  readonly fromVersion: string | null
}

/** A runner's last word, if it gives one itself; a webhook runner calls back instead. */
export type UpdateResult =
  | { readonly status: 'updated'; readonly version: string }
  | { readonly status: 'failed'; readonly detail: string; readonly live?: LiveState | null }
  | { readonly status: 'calls-back' }

export type UpdateRunner = { run(job: UpdateJob): Promise<UpdateResult> }

/** What a verification runner is asked to do to a *copy* of the live environment. */
export type VerificationJob = {
  readonly verification: string
  readonly client: string
  readonly release: string
  readonly fromVersion: string | null
  /** 1 for the first try. */
  readonly attempt: number
}

export type VerificationResult =
  | {
      readonly kind: 'report'
      readonly sources: ReportSources
      /** What its test runner ended with; null where it was not told. */
      readonly exitCode: number | null
      /** Its files are not needed any more. */
      close(): Promise<void>
    }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'calls-back' }
  /** We broke it off ourselves, to stop: the same try is due again. */
  | { readonly kind: 'interrupted' }

export type VerificationRunner = {
  run(job: VerificationJob, onStep: (step: VerificationStep) => Promise<void>): Promise<VerificationResult>
}
