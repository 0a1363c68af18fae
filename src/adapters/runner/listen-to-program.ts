import type { Readable } from 'node:stream'
import type { Logger } from '../../app/ports/ports.ts'
import type { VerificationJob } from '../../app/ports/runner-ports.ts'
import { type VerificationStep, verificationSteps } from '../../domain/findings/verification.ts'
import { readExitCode } from '../../domain/reports/exit-code.ts'
import { readLines } from './read-lines.ts'

/** What a verification program said of its test runners. */
export type SaidCode =
  | { readonly kind: 'code'; readonly exitCode: number | null }
  /** It said something else than a number. */
  | { readonly kind: 'none'; readonly said: string }

/**
 * Hears what a program says on lines of their own, until its output ends: `step=copying` and the like, told as they
 * come; and `exit-code=1`, what a test runner ended with. Of several the first that is not 0 counts.
 */
export async function listenToProgram(
  stdout: Readable,
  job: VerificationJob,
  onStep: (step: VerificationStep) => Promise<void>,
  logger: Logger,
): Promise<SaidCode> {
  let exitCode: number | null = null
  let odd: string | null = null
  for await (const written of readLines(stdout)) {
    const line = written.trim()
    const said = /^exit-code=(.*)$/.exec(line)?.[1]
    if (said !== undefined) {
      const code = readExitCode(said)
      if (code === null) odd ??= said
      else exitCode ||= code
      continue
    }
    const step = verificationSteps.find((known) => line === `step=${known}`)
    if (!step) continue
    try {
      await onStep(step)
    } catch (error) {
      logger.warn({ err: error, verification: job.verification, step }, 'a step could not be noted')
    }
  }
  return odd === null ? { kind: 'code', exitCode } : { kind: 'none', said: odd }
}
