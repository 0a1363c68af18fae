import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { processStamp } from '../../sandbox/embedded-postgres/process-identity.ts'
import { freePort, SANDBOX_PORTS } from '../../sandbox/free-port.ts'
import { type SandboxProcess, startSandboxProcess } from '../../sandbox/sandbox-process.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** A server of one line, which answers at once and, with `deaf`, does not listen to SIGTERM. */
const script = (deaf: boolean) =>
  `${deaf ? 'process.on("SIGTERM", () => {});' : ''}
   require('http').createServer((q, s) => s.end('here')).listen(Number(process.argv[1]), '127.0.0.1')`

async function start(
  dataDir: string,
  { fingerprint = 'same', deaf = false, port = 0, answers = isUp } = {},
): Promise<SandboxProcess> {
  const running = await startSandboxProcess({
    name: 'toy',
    dataDir,
    ports: [port],
    fingerprint,
    command: (ports) => ({
      program: process.execPath,
      args: ['-e', script(deaf), ...ports.map(String)],
      cwd: '/',
      env: {},
    }),
    answers: ([at]) => answers(at),
  })
  onTestFinished(() => running.stop())
  return running
}

async function isUp(port: number | undefined): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    () => false,
  )
}

it('goes on with the one that runs, for all who start it at the same time', async () => {
  const dataDir = await temporaryDirectory()
  const all = await Promise.all([start(dataDir), start(dataDir), start(dataDir)])
  expect(new Set(all.map((running) => running.pid)).size).toBe(1)
  expect(all.filter((running) => !running.reused)).toHaveLength(1)
})

it('stops the one that runs when another is asked for, even if it does not listen', {
  timeout: 20_000,
}, async () => {
  const dataDir = await temporaryDirectory()
  const old = await start(dataDir, { deaf: true })
  const other = await start(dataDir, { fingerprint: 'other' })
  expect(other).toMatchObject({ reused: false })
  expect(await processStamp(old.pid)).toBeUndefined()
  expect(await isUp(other.ports[0])).toBe(true)
})

it('stops the one that runs but no longer answers', { timeout: 20_000 }, async () => {
  const dataDir = await temporaryDirectory()
  const old = await start(dataDir)
  process.kill(old.pid, 'SIGSTOP')
  const slow = (port: number | undefined) =>
    fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(500) }).then(
      () => true,
      () => false,
    )
  const other = await start(dataDir, { answers: slow })
  expect(other.reused).toBe(false)
  expect(await processStamp(old.pid)).toBeUndefined()
})

it('takes the same port again after a stop, and another one when it is taken', async () => {
  const dataDir = await temporaryDirectory()
  // Below the ports that the system hands out by itself, so that no other program gets it in between.
  const port = await freePort(20_000 + (process.pid % 10_000))
  const first = await start(dataDir, { port })
  expect(first.ports).toEqual([port])
  const elsewhere = await start(await temporaryDirectory(), { port })
  expect(elsewhere.ports).not.toEqual([port])
  await first.stop()
  expect((await start(dataDir, { port })).ports).toEqual([port])
})

it('says where to look when it does not come up', async () => {
  const dataDir = await temporaryDirectory()
  const failed = startSandboxProcess({
    name: 'toy',
    dataDir,
    ports: [0],
    fingerprint: 'x',
    command: () => ({
      program: process.execPath,
      args: ['-e', 'throw new Error("no such thing")'],
      cwd: '/',
      env: {},
    }),
    answers: async () => false,
  })
  await expect(failed).rejects.toThrow(`toy did not start: see ${path.join(dataDir, 'toy.log')}`)
  expect(await readFile(path.join(dataDir, 'toy.log'), 'utf8')).toContain('no such thing')
})

it('has no port that fetch and browsers refuse', async () => {
  for (const port of Object.values(SANDBOX_PORTS)) {
    const refusal = await fetch(`http://127.0.0.1:${port}`).then(
      () => '',
      (error: Error) => String(error.cause),
    )
    expect(refusal).not.toContain('bad port')
  }
  await expect(fetch('http://127.0.0.1:4190')).rejects.toMatchObject({ cause: { message: 'bad port' } })
})
