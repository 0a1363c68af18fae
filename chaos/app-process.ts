import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../bin/zerotouch.js', import.meta.url))

const restartAfter = 500
/** Milliseconds after which one that is up has something in its hands. */
const worksAfter = 2_000

/** One process of Zerotouch, under a service manager that starts it again when it ends by itself. */
export type AppProcess = {
  readonly name: string
  start(): void
  /** Whether it has said that it does its work, some seconds ago. */
  isAtWork(): boolean
  isUp(): boolean
  /** What it said last, each time that it ended by itself. */
  readonly crashes: readonly string[]
  /** As `kill -9` does; returns when it is gone. */
  kill(): Promise<void>
  /** As a service manager does. @returns its exit code and how long it took, in milliseconds */
  stop(): Promise<{ readonly code: number | null; readonly ms: number }>
}

/** @param logFile where its log goes, at the end of what is there */
export function makeAppProcess(
  name: string,
  command: 'serve' | 'worker',
  env: Readonly<Record<string, string>>,
  logFile: string,
): AppProcess {
  const log = createWriteStream(logFile, { flags: 'a' })
  let child: ChildProcess | null = null
  let gone: Promise<unknown> = Promise.resolve()
  let up = false
  let upSince = 0
  let wanted = false
  const crashes: string[] = []
  let lastWords = ''

  function start(): void {
    const { PATH = '', HOME = '' } = process.env
    up = false
    wanted = true
    const started = spawn(process.execPath, [program, command], {
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    started.stderr.on('data', (chunk: Buffer) => {
      log.write(chunk)
      lastWords = chunk.toString().trim().slice(-300)
      if (started === child && /"msg":"(serving|working)"/.test(chunk.toString())) {
        up = true
        upSince = performance.now()
      }
    })
    gone = once(started, 'exit')
    child = started
    void gone.then(() => {
      if (!wanted || started !== child) return
      const how = `${up ? 'at work' : 'while it started'}, with ${started.exitCode ?? started.signalCode}`
      crashes.push(`${how}: ${lastWords}`)
      setTimeout(() => wanted && started === child && start(), restartAfter)
    })
  }

  return {
    name,
    start,
    isUp: () => up,
    isAtWork: () => up && performance.now() - upSince > worksAfter,
    crashes,
    async kill() {
      up = false
      wanted = false
      child?.kill('SIGKILL')
      await gone
    },
    async stop() {
      const asked = performance.now()
      wanted = false
      child?.kill('SIGTERM')
      await gone
      return { code: child?.exitCode ?? null, ms: performance.now() - asked }
    },
  }
}
