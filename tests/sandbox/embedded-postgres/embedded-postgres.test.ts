import { mkdir, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import { processStamp } from '../../../sandbox/embedded-postgres/process-identity.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../sandbox/embedded-postgres/start-embedded-postgres.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

// A fresh server takes a second, but ten on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 90_000 })

const log = { info: () => undefined, warn: () => undefined }

async function start(dataDir: string, port?: number): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log, ...(port && { port }) })
  onTestFinished(() => server.stop())
  return server
}

async function ask<Row extends object>(url: string, question: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(question)).rows
  } finally {
    await client.end()
  }
}

it('listens on this machine only, writes through to the disk and depends on no locale of the machine', async () => {
  const { url } = await start(await temporaryDirectory())
  const settings = await ask(
    url,
    `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('TimeZone') as zone, pg_encoding_to_char(encoding) as encoding, datlocprovider as provider,
      datlocale as locale from pg_database where datname = current_database()`,
  )
  expect(settings).toEqual([
    {
      addresses: '127.0.0.1',
      sockets: '',
      fsync: 'on',
      commit: 'on',
      zone: 'UTC',
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
    },
  ])
  expect(await ask(url, `select upper('ünï ☎') as shouted`)).toEqual([{ shouted: 'ÜNÏ ☎' }])
})

it('lets nobody in without the password, which only its owner can read', async () => {
  const dataDir = await temporaryDirectory()
  const { url } = await start(dataDir)
  const { mode } = await stat(path.join(dataDir, 'password'))
  expect(mode & 0o777).toBe(0o600)
  await expect(ask(url.replace(/:[^:@]+@/, ':guessed@'), 'select 1')).rejects.toMatchObject({ code: '28P01' })
})

it('has ended when stop returns, and goes on with the same data when started again', async () => {
  const dataDir = path.join(await temporaryDirectory(), 'not/there yet')
  const first = await start(dataDir)
  await ask(first.url, 'create table kept as select 42 as answer')
  const transaction = new pg.Client({ connectionString: first.url })
  transaction.on('error', () => undefined)
  await transaction.connect()
  await transaction.query('begin')
  await transaction.query('insert into kept values (43)')
  await first.stop()
  expect(await processStamp(first.pid)).toBeUndefined()
  await first.stop()

  const second = await start(dataDir)
  expect(second).toMatchObject({ reused: false })
  expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

it('takes another port when the one wished for is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port: taken } = other.address() as { port: number }
  const server = await start(await temporaryDirectory(), taken)
  expect(server.port).not.toBe(taken)
  expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('serves starts at the same time with one server', async () => {
  const dataDir = await temporaryDirectory()
  const servers = await Promise.all([start(dataDir), start(dataDir), start(dataDir)])
  expect(new Set(servers.map((server) => server.pid)).size).toBe(1)
  expect(servers.filter((server) => !server.reused)).toHaveLength(1)
})

it('says what Postgres says when it does not start', async () => {
  const dataDir = await temporaryDirectory()
  await (await start(dataDir)).stop()
  await writeFile(path.join(dataDir, 'cluster/PG_VERSION'), '17\n')
  await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(/initialized by PostgreSQL version 17/)
})

it('removes what an interrupted start left half-made', async () => {
  const dataDir = await temporaryDirectory()
  const left = path.join(dataDir, 'cluster.unfinished-0123/data')
  await mkdir(left, { recursive: true })
  await writeFile(path.join(left, 'PG_VERSION'), '18\n')
  const server = await start(dataDir)
  expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await expect(stat(left)).rejects.toMatchObject({ code: 'ENOENT' })
})
