import { lstat, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { Logger } from '../../app/ports.ts'
import type {
  VerificationJob,
  VerificationResult,
  VerificationRunner,
} from '../../app/verifications/runner-ports.ts'
import { type VerificationStep, verificationSteps } from '../../domain/verification.ts'
import { keepTail } from './keep-tail.ts'
import { type Environment, programEnvironment } from './program-environment.ts'
import { programFailure } from './program-failure.ts'
import { readLines } from './read-lines.ts'
import { runProgram } from './run-program.ts'

export type CommandVerificationRunnerOptions = {
  /** From the operator's configuration. */
  readonly program: string
  readonly args: readonly string[]
  /** How long it may go without a step. */
  readonly timeoutMs: number
  /** Our own environment; the program sees PATH, HOME, LANG and TZ of it. */
  readonly env?: Environment
  readonly logger: Logger
  /** Ends what still runs: a verification is tried again later. */
  readonly signal?: AbortSignal
}

/** How long the output of a program that has ended is still listened to. */
const lastWordsMs = 1_000

/**
 * Runs a program for each verification, with the job in its environment. It says `step=copying`, `step=updating` and
 * `step=checking` on lines of their own, writes its report to the file named by `ZEROTOUCH_REPORT_FILE` and ends with
 * exit code 0.
 */
export const makeCommandVerificationRunner = (
  options: CommandVerificationRunnerOptions,
): VerificationRunner => ({
  async run(job, onStep) {
    const directory = await mkdtemp(path.join(tmpdir(), 'zerotouch-verification-'))
    try {
      return await verify(options, job, onStep, path.join(directory, 'report'))
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  },
})

async function verify(
  { program, args, timeoutMs, env = {}, logger, signal }: CommandVerificationRunnerOptions,
  job: VerificationJob,
  onStep: (step: VerificationStep) => Promise<void>,
  reportFile: string,
): Promise<VerificationResult> {
  let steps = Promise.resolve()
  let said = () => ''
  let hangUp = () => {}
  const end = await runProgram(
    {
      program,
      args,
      timeoutMs,
      env: programEnvironment(env, jobEnvironment(job, reportFile)),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal && { signal }),
    },
    ({ stdout, stderr }, prolong) => {
      const tell = (step: VerificationStep) => {
        prolong()
        return onStep(step)
      }
      if (stdout) steps = tellSteps(stdout, job, tell, logger)
      if (stderr) said = keepTail(stderr)
      hangUp = () => {
        stdout?.destroy()
        stderr?.destroy()
      }
    },
  )
  // What it left running may hold its outputs open for ever.
  const waiting = setTimeout(() => hangUp(), lastWordsMs)
  await steps
  clearTimeout(waiting)
  hangUp()
  logger.info({ verification: job.verification, program, end }, 'the verification program ended')
  if (end.kind === 'exited' && end.code === 0) return takeReport(reportFile)
  if (end.kind === 'stopped' && end.because === 'shutdown') return { kind: 'interrupted' }
  return {
    kind: 'failed',
    detail: programFailure('the verification program', program, end, timeoutMs, said()),
  }
}

async function tellSteps(
  stdout: Readable,
  job: VerificationJob,
  onStep: (step: VerificationStep) => Promise<void>,
  logger: Logger,
): Promise<void> {
  for await (const line of readLines(stdout)) {
    const step = verificationSteps.find((known) => line.trim() === `step=${known}`)
    if (!step) continue
    try {
      await onStep(step)
    } catch (error) {
      logger.warn({ err: error, verification: job.verification, step }, 'a step could not be noted')
    }
  }
}

/** The report outlives its file: what is open can be read to its end after it was removed. */
async function takeReport(reportFile: string): Promise<VerificationResult> {
  const found = await lstat(reportFile).catch(() => null)
  if (!found?.isFile() || found.size === 0) {
    return { kind: 'failed', detail: 'the verification program ended well but wrote no report' }
  }
  const file = await open(reportFile, 'r')
  return { kind: 'report', body: file.createReadStream() }
}

const jobEnvironment = (job: VerificationJob, reportFile: string) => ({
  ZEROTOUCH_VERIFICATION: job.verification,
  ZEROTOUCH_CLIENT: job.client,
  ZEROTOUCH_RELEASE: job.release,
  ZEROTOUCH_FROM_VERSION: job.fromVersion ?? '',
  ZEROTOUCH_ATTEMPT: String(job.attempt),
  ZEROTOUCH_REPORT_FILE: reportFile,
  ZEROTOUCH_JOB: JSON.stringify(job),
})
