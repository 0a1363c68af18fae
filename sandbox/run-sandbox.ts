import { mkdirSync } from 'node:fs'
import path from 'node:path'
import pino from 'pino'
import { makeLogger } from '../src/main/make-logger.ts'
import type { SandboxFile } from '../src/main/sandbox-file.ts'
import { type SandboxOptions, startSandbox } from './start-sandbox.ts'

/** `npm start`: runs the sandbox until it is told to stop, also while it is still starting. */
export async function runSandbox(
  directory: string,
  options: Pick<SandboxOptions, 'anyPorts' | 'teams'> = {},
): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const log = path.join(directory, 'sandbox.log')
  const logger = makeLogger('info', pino.destination({ dest: log, sync: true }))
  console.log('Zerotouch sandbox: bringing up Postgres, Slack, mail and the bot …')
  const began = performance.now()
  const starting = startSandbox(directory, logger, options)
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    console.log('\nStopping …')
    await starting.then((sandbox) => sandbox.stop())
    process.exit(0)
  }
  const obey = (): void =>
    void stop().catch((err: unknown) => {
      logger.error({ err }, 'the sandbox did not stop')
      process.exit(1)
    })
  process.once('SIGINT', obey)
  process.once('SIGTERM', obey)
  const { file } = await starting
  if (!stopping) console.log(welcome(file, (performance.now() - began) / 1000, log))
}

const welcome = ({ app, slack, teams, mail }: SandboxFile, seconds: number, log: string): string => `
Ready after ${seconds.toFixed(1)} s. Release 3.9.12 is rolling out.

  Start here   ${app}      what to try, and the clock that you can move
  Slack        ${slack}      act as Ada Lovelace in #acme-updates${teams ? `\n  Teams        ${teams}      as Dora Delgado of Delta Institute` : ''}
  Mail         ${mail}      every mail that was sent

Next: open Slack, type /update status, then press Reschedule on the notice.
Log: ${log}. Ctrl-C stops all of it.`
