import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { eventually } from './eventually.ts'

const BIN = fileURLToPath(new URL('../../bin/zerotouch.js', import.meta.url))

export type SandboxProgram = {
  readonly child: ChildProcess
  /** What it has printed so far. */
  said(): string
  /** Returns when it has printed its addresses. */
  ready(): Promise<void>
  /** Ends it as kill -9 does, and returns when it is gone. */
  kill(): Promise<void>
  /** Ends it as Ctrl-C does. @returns its exit code */
  interrupt(): Promise<number | null>
}

/** `npm start` in a directory of its own, in a process that may be killed. */
export function runSandboxIn(directory: string): SandboxProgram {
  const child = spawn(process.execPath, [BIN, 'sandbox', '--any-ports'], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const exit = once(child, 'exit')
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  return {
    child,
    said: () => said,
    async ready() {
      const state = await eventually(
        'the sandbox to be up',
        async () => (isOver() ? 'over' : said.includes('Ready after') ? 'up' : undefined),
        90_000,
      )
      if (state === 'over') throw new Error(`the sandbox ended: ${said}`)
    },
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
    async interrupt() {
      child.kill('SIGINT')
      await exit
      return child.exitCode
    },
  }
}

/** Every process that works in the directory or was started with it, by pid, with its command line. */
export async function processesIn(directory: string): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry)
    if (!Number.isInteger(pid) || pid === process.pid) continue
    const command = await readFile(`/proc/${entry}/cmdline`, 'latin1').catch(() => '')
    const cwd = await readlink(`/proc/${entry}/cwd`).catch(() => '')
    if (command.includes(directory) || cwd.startsWith(directory)) {
      found.set(pid, command.replaceAll('\0', ' ').trim())
    }
  }
  return found
}
