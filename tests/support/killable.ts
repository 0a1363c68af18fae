import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export type Killable = {
  child: ChildProcess
  /** The lines it has printed so far. */
  lines: string[]
  /** Its first line, read as JSON. */
  ready: Promise<Record<string, unknown>>
  /** Ends it as kill -9 does, and returns when it is gone. */
  kill(): Promise<void>
}

/** Runs a TypeScript program in a process of its own, which a test may kill; it ends with the test at the latest. */
export function startKillable(program: URL, args: string[], as: { uid?: number; gid?: number } = {}): Killable {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(program), ...args], {
    ...as,
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  let rest = ''
  let complaint = ''
  const exit = once(child, 'exit')
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts)
      if (lines[0] !== undefined) resolve(JSON.parse(lines[0]) as Record<string, unknown>)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text
    })
    exit.then(() => reject(new Error(`${program.pathname} ended: ${complaint}`)))
  })
  // Nobody may be waiting for it when it is killed.
  ready.catch(() => undefined)
  const kill = async () => {
    child.kill('SIGKILL')
    await exit
  }
  onTestFinished(kill)
  return { child, lines, ready, kill }
}
