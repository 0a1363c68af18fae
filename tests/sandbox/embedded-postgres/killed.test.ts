import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import { processStamp } from '../../../sandbox/embedded-postgres/process-identity.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../sandbox/embedded-postgres/start-embedded-postgres.ts'
import { eventually } from '../../support/eventually.ts'
import { type Killable, startKillable } from '../../support/killable.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const WRITER = new URL('start-and-write.ts', import.meta.url)
// A fresh server takes a second, but ten on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 90_000 })

const log = { info: () => undefined, warn: () => undefined }

async function startHere(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log })
  onTestFinished(() => server.stop())
  return server
}

async function counted(server: EmbeddedPostgres): Promise<number> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  const found = await client.query<{ there: string | null }>(`select to_regclass('counted') as there`)
  const { rows } = found.rows[0]?.there
    ? await client.query<{ count: number; max: number }>('select count(*)::int, max(number) from counted')
    : { rows: [{ count: 0, max: 0 }] }
  await client.end()
  expect(rows[0]?.count).toBe(rows[0]?.max ?? 0)
  return rows[0]?.count ?? 0
}

async function written(writer: Killable, atLeast: number): Promise<void> {
  await eventually('rows', async () => (writer.lines.length > atLeast ? true : undefined), 25_000)
}

it('is found again, with all that was written, when the program that started it was killed', async () => {
  const dataDir = await temporaryDirectory()
  const writer = startKillable(WRITER, [dataDir])
  const { pid, reused } = await writer.ready
  expect(reused).toBe(false)
  await written(writer, 20)
  await writer.kill()
  const server = await startHere(dataDir)
  expect(server).toMatchObject({ pid, reused: true })
  expect(await counted(server)).toBeGreaterThanOrEqual(Number(writer.lines.at(-1)))
})

it('starts again, with all that was written, when the server was killed too', async () => {
  const dataDir = await temporaryDirectory()
  const writer = startKillable(WRITER, [dataDir])
  const { pid } = await writer.ready
  await written(writer, 20)
  process.kill(Number(pid), 'SIGKILL')
  await writer.kill()
  const server = await startHere(dataDir)
  expect(server.reused).toBe(false)
  expect(await counted(server)).toBeGreaterThanOrEqual(Number(writer.lines.at(-1)))
})

it('leaves another program alone that was given the pid in a stale lock, even one at work in the cluster', async () => {
  const dataDir = await temporaryDirectory()
  const cluster = path.join(dataDir, 'cluster')
  await (await startHere(dataDir)).stop()
  const other = spawn('sleep', ['60'], { cwd: cluster })
  onTestFinished(() => void other.kill('SIGKILL'))
  await once(other, 'spawn')
  const lock = [other.pid, cluster, 1_700_000_000, 5432, '', '127.0.0.1', '0 0', 'ready   ']
  await writeFile(path.join(cluster, 'postmaster.pid'), `${lock.join('\n')}\n`)
  const server = await startHere(dataDir)
  expect(server.pid).not.toBe(other.pid)
  expect(await counted(server)).toBe(0)
  await server.stop()
  expect(await processStamp(Number(other.pid))).toBeDefined()
})

it('serves starts of several programs at the same time with one server', async () => {
  const dataDir = await temporaryDirectory()
  const programs = [startKillable(WRITER, [dataDir]), startKillable(WRITER, [dataDir])]
  const [one, other] = await Promise.all(programs.map((program) => program.ready))
  expect(one?.['pid']).toBe(other?.['pid'])
  expect([one?.['reused'], other?.['reused']].sort()).toEqual([false, true])
  await Promise.all(programs.map((program) => program.kill()))
  await startHere(dataDir)
})

it('loses nothing, whenever it is killed', { timeout: 120_000 }, async () => {
  const dataDir = await temporaryDirectory()
  let acknowledged = 0
  const killed = async (writer: Killable) => {
    await writer.kill()
    acknowledged = Math.max(acknowledged, ...writer.lines.slice(1).map(Number))
  }
  const check = async () => {
    const server = await startHere(dataDir)
    expect(await counted(server)).toBeGreaterThanOrEqual(acknowledged)
    await server.stop()
  }
  // From the loading of the program through initdb, the first start and the making of the database.
  for (const delay of [300, 500, 700, 900, 1_100, 1_300, 1_500]) {
    const writer = startKillable(WRITER, [dataDir])
    await new Promise((resolve) => setTimeout(resolve, delay))
    await killed(writer)
  }
  await check()
  // In the middle of writing, and at other moments of a start that finds everything made.
  for (const rows of [1, 40]) {
    const writer = startKillable(WRITER, [dataDir])
    await written(writer, rows)
    await killed(writer)
    const next = startKillable(WRITER, [dataDir])
    await new Promise((resolve) => setTimeout(resolve, 400 + 10 * rows))
    await killed(next)
    await check()
  }
  expect(acknowledged).toBeGreaterThan(40)
})
