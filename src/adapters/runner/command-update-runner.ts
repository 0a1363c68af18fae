import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Logger } from '../../app/ports/ports.ts'
import type { UpdateJob, UpdateResult, UpdateRunner } from '../../app/ports/runner-ports.ts'
import { plainTail } from './plain-detail.ts'
import { type Environment, programEnvironment } from './program-environment.ts'
import { programFailure } from './program-failure.ts'
import { readLive } from './read-live.ts'
import { readTail } from './read-tail.ts'
import { runProgram } from './run-program.ts'

export type CommandUpdateRunnerOptions = {
  /** From the operator's configuration. */
  readonly program: string
  readonly args: readonly string[]
  readonly timeoutMs: number
  /** Our own environment; the program sees PATH, HOME, LANG and TZ of it. */
  readonly env?: Environment
  readonly logger: Logger
}

/**
 * Runs a program for each update, with the job in its environment. Exit code 0 says that it is done: to the job's
 * release, or to the one named by a last line `version=…` on standard output. Where it fails, lines there say in what state
 * the live system is (`readLive`).
 */
export const makeCommandUpdateRunner = ({
  program,
  args,
  timeoutMs,
  env = {},
  logger,
}: CommandUpdateRunnerOptions): UpdateRunner => ({
  async run(job) {
    const directory = await mkdtemp(path.join(tmpdir(), 'zerotouch-update-'))
    const [outPath, errPath] = [path.join(directory, 'stdout'), path.join(directory, 'stderr')]
    try {
      // Files and not pipes: an update must not die of a broken pipe because we did.
      const [out, err] = await Promise.all([open(outPath, 'wx', 0o600), open(errPath, 'wx', 0o600)])
      const running = runProgram({
        program,
        args,
        timeoutMs,
        env: programEnvironment(env, jobEnvironment(job)),
        stdio: ['ignore', out.fd, err.fd],
      })
      const end = await running.finally(() => Promise.all([out.close(), err.close()]))
      logger.info({ update: job.update, program, end }, 'the update program ended')
      if (end.kind === 'exited' && end.code === 0) return updated(job, await readTail(outPath))
      const [said, live] = [await readTail(errPath), readLive(await readTail(outPath))]
      const detail = programFailure('the update program', program, end, timeoutMs, said)
      return { status: 'failed', detail, ...(live && { live }) }
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  },
})

const jobEnvironment = (job: UpdateJob) => ({
  ZEROTOUCH_UPDATE: job.update,
  ZEROTOUCH_CLIENT: job.client,
  ZEROTOUCH_ENVIRONMENT: job.environment,
  ZEROTOUCH_RELEASE: job.release,
  ZEROTOUCH_FROM_VERSION: job.fromVersion ?? '',
  ZEROTOUCH_JOB: JSON.stringify(job),
})

function updated(job: UpdateJob, output: string): UpdateResult {
  const lastLine = plainTail(output).split('\n').at(-1) ?? ''
  const [, version = job.release] = /^version=([\w.+-]{1,64})$/.exec(lastLine) ?? []
  return { status: 'updated', version }
}
