import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Logger } from '../../app/ports/ports.ts'
import type { ReportSources } from '../../app/ports/report-source.ts'
import type { VerificationJob, VerificationResult, VerificationRunner } from '../../app/ports/runner-ports.ts'
import type { VerificationStep } from '../../domain/findings/verification.ts'
import { keepTail } from './keep-tail.ts'
import { listenToProgram, type SaidCode } from './listen-to-program.ts'
import { type Environment, programEnvironment } from './program-environment.ts'
import { programFailure } from './program-failure.ts'
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
  /** Opens the report at a path: a file, an archive or a folder. */
  readonly openReport: (path: string) => ReportSources
  /** Ends what still runs: a verification is tried again later. */
  readonly signal?: AbortSignal
}

/** How long the output of a program that has ended is still listened to. */
const lastWordsMs = 1_000

/**
 * Runs a program for each verification, with the job in its environment. It says `step=copying`, `step=updating` and
 * `step=checking` on lines of their own, and `exit-code=1` for what its test runner ended with; writes its report to the
 * file or the folder named by `ZEROTOUCH_REPORT_FILE`, and ends with exit code 0.
 */
export const makeCommandVerificationRunner = (options: CommandVerificationRunnerOptions): VerificationRunner => ({
  async run(job, onStep) {
    const directory = await mkdtemp(path.join(tmpdir(), 'zerotouch-verification-'))
    const close = () => rm(directory, { recursive: true, force: true })
    try {
      const result = await verify(options, job, onStep, path.join(directory, 'report'))
      if (result.kind === 'report') return { ...result, close }
      await close()
      return result
    } catch (error) {
      await close()
      throw error
    }
  },
})

/** A report whose files still lie where they were written. */
type Written = Omit<Extract<VerificationResult, { kind: 'report' }>, 'close'>

async function verify(
  { program, args, timeoutMs, env = {}, logger, signal, openReport }: CommandVerificationRunnerOptions,
  job: VerificationJob,
  onStep: (step: VerificationStep) => Promise<void>,
  reportFile: string,
): Promise<Exclude<VerificationResult, { kind: 'report' }> | Written> {
  let heard: Promise<SaidCode> = Promise.resolve({ kind: 'code', exitCode: null })
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
      if (stdout) heard = listenToProgram(stdout, job, tell, logger)
      if (stderr) said = keepTail(stderr)
      hangUp = () => {
        stdout?.destroy()
        stderr?.destroy()
      }
    },
  )
  // What it left running may hold its outputs open for ever.
  const waiting = setTimeout(() => hangUp(), lastWordsMs)
  const told = await heard
  clearTimeout(waiting)
  hangUp()
  logger.info({ verification: job.verification, program, end }, 'the verification program ended')
  if (end.kind === 'exited' && end.code === 0) return takeReport(reportFile, told, openReport)
  if (end.kind === 'stopped' && end.because === 'shutdown') return { kind: 'interrupted' }
  return {
    kind: 'failed',
    detail: programFailure('the verification program', program, end, timeoutMs, said()),
  }
}

async function takeReport(
  reportFile: string,
  told: SaidCode,
  openReport: CommandVerificationRunnerOptions['openReport'],
): Promise<{ readonly kind: 'failed'; readonly detail: string } | Written> {
  if (!(await isWritten(reportFile)))
    return { kind: 'failed', detail: 'the verification program ended well but wrote no report' }
  if (told.kind === 'none') {
    const detail = `the verification program said exit-code=${told.said.slice(0, 40)}, and that is no exit code`
    return { kind: 'failed', detail }
  }
  return { kind: 'report', sources: openReport(reportFile), exitCode: told.exitCode }
}

/** A link is no report: it may lead to what the program may not read. */
async function isWritten(reportFile: string): Promise<boolean> {
  const found = await lstat(reportFile).catch(() => null)
  if (found?.isDirectory()) return (await readdir(reportFile)).length > 0
  return found?.isFile() === true && found.size > 0
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
