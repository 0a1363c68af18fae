import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { takeLock } from './embedded-postgres/exclusive-lock.ts'
import { loopbackPort } from './embedded-postgres/loopback-port.ts'
import { processStamp } from './embedded-postgres/process-identity.ts'
import { waitUntil } from './embedded-postgres/wait-until.ts'
import { ownsPort } from './owns-port.ts'

export type SandboxProcess = { pid: number; ports: number[]; reused: boolean; stop(): Promise<void> }

export type SandboxProcessOptions = {
  name: string
  /** Where its state and its log are kept; made when missing. */
  dataDir: string
  /** The ports wished for on 127.0.0.1; another one is taken for one that is not free. */
  ports: number[]
  /** A process left running is gone on with only when it was started with the same one. */
  fingerprint: string
  command(ports: number[]): { program: string; args: string[]; cwd: string; env: Record<string, string> }
  answers(ports: number[]): Promise<boolean>
}

const PATIENCE = 60_000
const MARK = 'ZEROTOUCH_SANDBOX_PROCESS'

/** Written before the process is started, so that no kill can come between the process and the memory of it. */
type Memory = { mark: string; ports: number[]; fingerprint: string }

/**
 * A server that outlives the death of this program and is then found again: by a mark in its environment, which no
 * other process carries, whatever its pid has become.
 */
export async function startSandboxProcess(options: SandboxProcessOptions): Promise<SandboxProcess> {
  await mkdir(options.dataDir, { recursive: true })
  const memoryFile = path.join(options.dataDir, `${options.name}.json`)
  const release = await takeLock(memoryFile, PATIENCE * 2)
  if (!release) throw new Error(`another program is starting ${options.name} and does not finish`)
  try {
    return (await findAgain(memoryFile, options)) ?? (await startAnew(memoryFile, options))
  } finally {
    await release()
  }
}

async function findAgain(file: string, options: SandboxProcessOptions): Promise<SandboxProcess | undefined> {
  const memory = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Memory,
    () => undefined,
  )
  const pid = memory && (await findMarked(memory.mark))
  if (!memory || pid === undefined) return undefined
  const stamp = await processStamp(pid)
  const answer = await waitUntil(5_000, async () => {
    if (memory.fingerprint !== options.fingerprint || (await processStamp(pid)) !== stamp) return 'another'
    return (await options.answers(memory.ports)) ? 'up' : undefined
  })
  if (answer === 'up') {
    return { pid, ports: memory.ports, reused: true, stop: await stopper(pid) }
  }
  await (await stopper(pid))()
  return undefined
}

async function startAnew(file: string, options: SandboxProcessOptions): Promise<SandboxProcess> {
  const logFile = path.join(options.dataDir, `${options.name}.log`)
  for (let wanted = options.ports, attempt = 1; ; attempt++) {
    const ports = await freePorts(wanted)
    const memory: Memory = { mark: randomUUID(), ports, fingerprint: options.fingerprint }
    await writeFile(`${file}.new`, JSON.stringify(memory))
    await rename(`${file}.new`, file)
    const child = launch(options.command(ports), memory.mark, logFile)
    const answer = await waitUntil(PATIENCE, async () => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return 'gone'
      if (!(await options.answers(ports))) return undefined
      return (await ownsPort(child.pid, ports[0] ?? 0)) ? 'up' : undefined
    })
    if (answer === 'up' && child.pid !== undefined) {
      return { pid: child.pid, ports, reused: false, stop: await stopper(child.pid) }
    }
    child.kill('SIGKILL')
    // A port may have been taken between the look and the launch; a second failure has another cause.
    if (attempt === 2) throw new Error(`${options.name} did not start: see ${logFile}`)
    wanted = wanted.map(() => 0)
  }
}

function launch(command: ReturnType<SandboxProcessOptions['command']>, mark: string, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a')
  const child = spawn(command.program, command.args, {
    cwd: command.cwd,
    env: { ...command.env, [MARK]: mark },
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.on('error', () => undefined)
  child.unref()
  return child
}

/** One by one: two that are looked for at the same time may be given the same one. */
async function freePorts(wanted: number[]): Promise<number[]> {
  const ports: number[] = []
  for (const port of wanted) {
    let free = await loopbackPort(port)
    while (ports.includes(free)) free = await loopbackPort()
    ports.push(free)
  }
  return ports
}

async function findMarked(mark: string): Promise<number | undefined> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const environment = await readFile(`/proc/${entry}/environ`, 'latin1').catch(() => '')
    if (environment.split('\0').includes(`${MARK}=${mark}`)) return Number(entry)
  }
  return undefined
}

async function stopper(pid: number): Promise<() => Promise<void>> {
  const stamp = await processStamp(pid)
  const gone = async () => (stamp === undefined || (await processStamp(pid)) !== stamp ? true : undefined)
  return async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if (await gone()) return
      try {
        process.kill(pid, signal)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
      if (await waitUntil(5_000, gone)) return
    }
    throw new Error(`process ${pid} does not stop`)
  }
}
