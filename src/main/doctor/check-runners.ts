import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import type { Logger } from '../../app/ports/ports.ts'
import type { Config, RunnerConfig } from '../../config/config.ts'
import { makeUpdateRunner, makeVerificationRunner } from '../make-runners.ts'
import { type Check, fine, orWrong, wrong } from './check.ts'

/** Whether each runner could be handed a job; none is. */
export async function checkRunners(config: Config, logger: Logger): Promise<readonly Check[]> {
  const secrets = config.runnerSecret === null ? [] : [config.runnerSecret]
  const { updateRunner, verificationRunner } = config
  return [
    await orWrong('update-runner', secrets, async () => {
      makeUpdateRunner(config, logger)
      return checkRunner('update-runner', updateRunner, config.environment)
    }),
    await orWrong('verification-runner', secrets, async () => {
      makeVerificationRunner(config, logger, new AbortController().signal)
      return verificationRunner
        ? checkRunner('verification-runner', verificationRunner, config.environment)
        : fine('verification-runner', 'none: the pipeline reports through the API by itself')
    }),
  ]
}

async function checkRunner(name: string, runner: RunnerConfig, environment: Config['environment']): Promise<Check> {
  if (runner.kind === 'webhook') return fine(name, `webhook at ${new URL(runner.url).host}`)
  const file = await findProgram(runner.program, environment['PATH'] ?? '')
  return file ? fine(name, `program ${file}`) : wrong(name, `${runner.program} is no program that this account may run`)
}

/** @returns the file that would be run, or null */
async function findProgram(program: string, searched: string): Promise<string | null> {
  const files = program.includes('/')
    ? [program]
    : searched.split(path.delimiter).map((directory) => path.join(directory, program))
  for (const file of files) {
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (runs) return file
  }
  return null
}
