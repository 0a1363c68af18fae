import type { Finding } from '../../domain/findings/finding.ts'
import type { Verification, VerificationStep } from '../../domain/findings/verification.ts'
import type { Actor } from '../../domain/people/actor.ts'
import type { Client } from '../../domain/people/client.ts'
import type { PolicyRefusal } from '../../domain/people/policy-bounds.ts'
import type { GateRefusal } from '../../domain/releases/gate.ts'
import type { Release, ReleaseKind } from '../../domain/releases/release.ts'
import type { WavePlan } from '../../domain/releases/waves.ts'
import type { ShortWindow } from '../../domain/time/windows/too-short.ts'
import type { LiveState } from '../../domain/updates/outcome.ts'
import type { Update } from '../../domain/updates/update.ts'
import type { Result } from '../../domain/values/result.ts'
import type { ClientDocument, HealthReport } from '../ports/ports.ts'
import type { ReceivedReport } from '../ports/report-source.ts'
import type { Refused } from '../ports/request-context.ts'

export type PipelineUseCases = {
  putClient(document: ClientDocument, ifMatch: number | null, actor: Actor): Promise<Result<Client, PutRefusal>>
  registerRelease(
    release: {
      readonly version: string
      readonly kind: ReleaseKind
      readonly notesUrl: string
      /** Left out, what was registered before stays. */
      readonly waves?: WavePlan | null | undefined
    },
    actor: Actor,
  ): Promise<Result<Release, Refused<'already-registered'>>>
  judgeRelease(
    version: string,
    report: ReceivedReport,
    actor: Actor,
  ): Promise<Result<Release, Refused<'unknown-release' | 'not-a-candidate' | 'parts-waiting'> | GateRefusal>>
  /** `why` stays inside; `clientReason` is read by the clients that it concerns. */
  pauseRelease(
    version: string,
    why: string,
    actor: Actor,
    clientReason?: string | null,
  ): Promise<Result<Release, Refused<'unknown-release' | 'wrong-status'>>>
  resumeRelease(
    version: string,
    why: string,
    actor: Actor,
    clientReason?: string | null,
  ): Promise<Result<Release, Refused<'unknown-release' | 'wrong-status'>>>
  withdrawRelease(
    version: string,
    why: string,
    actor: Actor,
    clientReason?: string | null,
  ): Promise<Result<Release, Refused<'unknown-release' | 'wrong-status'>>>
  requestVerification(
    client: string,
    release: string,
    actor: Actor,
  ): Promise<Result<Verification, Refused<'unknown-client' | 'unknown-release' | 'not-available' | 'already-running'>>>
  /**
   * @param attempt the try that says it, as its job was numbered; a word of a try that is over is refused
   * @param actor who says it; Zerotouch itself, where its own runner does
   */
  recordStep(
    verification: string,
    step: VerificationStep,
    attempt?: number | null,
    actor?: Actor,
  ): Promise<Result<Verification, Refused<'unknown-verification' | 'wrong-status'>>>
  receiveReport(
    verification: string,
    report: ReceivedReport,
    attempt?: number | null,
    actor?: Actor,
  ): Promise<Result<ReceivedHealth, Refused<'unknown-verification' | 'wrong-status' | 'parts-waiting'>>>
  /** The runner says that this try came to nothing: tried again, or given up and told to ops. */
  failVerification(
    verification: string,
    detail: string,
    attempt?: number | null,
    actor?: Actor,
  ): Promise<Result<Verification, Refused<'unknown-verification' | 'wrong-status'>>>
  /** The health check of the live system after an update; shown, and decides nothing. */
  receiveCheck(
    update: string,
    report: ReceivedReport,
    actor?: Actor,
  ): Promise<Result<HealthReport, Refused<'unknown-update' | 'wrong-status'>>>
  /** The updater's word. A word that repeats the last one is accepted and changes nothing but what it adds of the live system. */
  recordUpdate(
    update: string,
    word: UpdateWord,
    actor: Actor,
  ): Promise<Result<Update, Refused<'unknown-update' | 'wrong-status'>>>
}

export type ReceivedHealth = {
  readonly verification: Verification
  readonly report: HealthReport
  readonly findings: readonly Finding[]
}

export type UpdateWord =
  | { readonly status: 'updating' }
  | { readonly status: 'updated'; readonly version: string | null }
  | {
      readonly status: 'failed'
      readonly detail: string
      /** In what state it left the live system, where the updater said so. */
      readonly live?: LiveState | null
    }

/** Why a client's document is not taken; `not-theirs` names each number that the one who puts it may not set. */
export type PutRefusal =
  | Refused<'changed-meanwhile'>
  | (Refused<'not-theirs'> & { readonly wrong: readonly PolicyRefusal[] })
  /** Windows in which no update of this client could ever start and end. */
  | (Refused<'windows-too-short'> & { readonly short: readonly ShortWindow[] })
