import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Migrator, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrateToLatest } from '../../../../src/adapters/postgres/migrating/migrate.ts'
import { readMigrations } from '../../../../src/adapters/postgres/migrating/read-migrations.ts'
import { openDatabase } from '../../../../src/adapters/postgres/plumbing/database.ts'
import { plainVersion } from '../../../../src/domain/releases/version.ts'
import { openStore, type Store } from '../store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

describe('migrating', () => {
  it('is done once by four who start at once, and makes the schema that tests run on', async () => {
    const url = new URL(store.url)
    const name = `${url.pathname.slice(1)}_empty`
    const admin = new pg.Client({ connectionString: store.url })
    await admin.connect()
    await admin.query(`create database ${name}`)
    try {
      const empty = new URL(url)
      empty.pathname = `/${name}`
      const made = await Promise.all(Array.from({ length: 4 }, () => migrateToLatest(empty.href)))
      const files = (await readdir('migrations')).sort().map((file) => path.parse(file).name)
      expect(made.filter((names) => names.length > 0)).toEqual([files])
      expect(await columnsOf(empty.href)).toEqual(await columnsOf(store.url))
    } finally {
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    }
  })

  it('has nothing left to do on a database that is up to date', async () => {
    expect(await migrateToLatest(store.url)).toEqual([])
  })
})

describe('releases that were registered under two spellings', () => {
  it('stay both, and the first stands for a third', async () => {
    const url = new URL(store.url)
    const name = `${url.pathname.slice(1)}_spellings`
    const admin = new pg.Client({ connectionString: store.url })
    await admin.connect()
    await admin.query(`create database ${name}`)
    url.pathname = `/${name}`
    const db = openDatabase({ url: url.href, maxConnections: 1 })
    try {
      const before = '20261124T1441_matter'
      const { error } = await new Migrator({ db, provider: readMigrations }).migrateTo(before)
      expect(error).toBeUndefined()
      for (const [version, hour] of [
        ['3.9.13.0', 2],
        ['3.09.13', 1],
        ['4', 3],
        ['4.0-rc-01', 4],
      ] as const)
        await sql`
          insert into releases (version, kind, status, notes_url, created_at, updated_at)
          values (${version}, 'regular', 'candidate', '', ${`2026-11-22T0${hour}:00Z`}, '2026-11-22T09:00Z')`.execute(
          db,
        )
      await migrateToLatest(url.href)
      const { rows } = await sql<{ version: string; plain: string }>`
        select version, plain_version as plain from releases order by version`.execute(db)
      expect(rows).toEqual([
        { version: '3.09.13', plain: '3.9.13' },
        { version: '3.9.13.0', plain: null },
        { version: '4', plain: '4' },
        { version: '4.0-rc-01', plain: '4-rc.1' },
      ])
      for (const { version, plain } of rows) if (plain) expect(plainVersion(version)).toBe(plain)
    } finally {
      await db.destroy()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    }
  })
})

describe('a channel that was linked under two workspaces', () => {
  it('is one place from then on: the first stays, a room of the vendor before all', async () => {
    const url = new URL(store.url)
    const name = `${url.pathname.slice(1)}_channels`
    const admin = new pg.Client({ connectionString: store.url })
    await admin.connect()
    await admin.query(`create database ${name}`)
    url.pathname = `/${name}`
    const db = openDatabase({ url: url.href, maxConnections: 1 })
    try {
      const { error } = await new Migrator({ db, provider: readMigrations }).migrateTo('20261127T1752_granted-policy')
      expect(error).toBeUndefined()
      for (const client of ['one', 'two'])
        await sql`
          insert into clients (id, name, zone, windows, policy, granted, settings, revision, created_at, updated_at)
          values (${client}, ${client}, 'UTC', '{}', '{}', '{}', '{}', 1, '2026-11-22T09:00Z', '2026-11-22T09:00Z')`.execute(
          db,
        )
      const places: [string | null, string | null, string, string][] = [
        ['one', null, 'T1', 'CBOTH'],
        ['one', null, 'T2', 'CBOTH'],
        ['two', null, 'T3', 'CBOTH'],
        ['two', null, 'T1', 'COWN'],
        ['two', null, 'T2', 'CROOM'],
        [null, 'ops', 'T0', 'CROOM'],
      ]
      for (const [client, room, workspace, channel] of places) {
        const key = JSON.stringify(['channel', 'slack', workspace, channel])
        const address = JSON.stringify({ kind: 'channel', platform: 'slack', workspace, channel })
        await sql`
          insert into places (kind, key, address, client, room) values ('channel', ${key}, ${address}, ${client}, ${room})`.execute(
          db,
        )
      }
      await migrateToLatest(url.href)
      const { rows } = await sql<{ line: string }>`
        select concat_ws(' ', coalesce(client, room), address ->> 'workspace', key, linked) as line
        from places order by id`.execute(db)
      expect(rows.map(({ line }) => line)).toEqual([
        'one T1 ["channel","slack","CBOTH"] t',
        'one T2 ["channel","slack","T2","CBOTH"] f',
        'two T3 ["channel","slack","CBOTH"] f',
        'two T1 ["channel","slack","COWN"] t',
        'two T2 ["channel","slack","CROOM"] f',
        'ops T0 ["channel","slack","CROOM"] t',
      ])
    } finally {
      await db.destroy()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    }
  })
})

describe('the clock', () => {
  it('of the database is asked by no column, and every instant has a zone', async () => {
    const columns = await columnsOf(store.url)
    const own = columns.filter(({ table }) => !table.startsWith('kysely_'))
    expect(own.length).toBeGreaterThan(100)
    expect(own.filter(({ type }) => /^(timestamp without|time |date)/.test(type))).toEqual([])
    const defaults = own.map(({ fallback }) => fallback).filter(Boolean)
    expect([...new Set(defaults)].sort()).toEqual(['0', '1', 'false', 'true'])
  })

  it('of the database is asked by no statement', async () => {
    const asks =
      /(?<![.\w])now\(\)(?!\s*[:{=])|\bcurrent_(?:timestamp|time|date)\b|\blocaltime(?:stamp)?\b|\b(?:clock|statement|transaction)_timestamp\b|'now'::/i
    for (const guilty of ['select now()', 'default CURRENT_TIMESTAMP', 'at > clock_timestamp()', 'LOCALTIMESTAMP'])
      expect(guilty).toMatch(asks)
    const files = [...(await sources('migrations')), ...(await sources('src'))]
    expect(files.length).toBeGreaterThan(50)
    const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })))
    expect(texts.filter(({ text }) => asks.test(text)).map(({ file }) => file)).toEqual([
      'src/adapters/postgres/plumbing/real-time.ts',
    ])
  })
})

type Column = {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly fallback: string | null
}

async function columnsOf(url: string): Promise<readonly Column[]> {
  const db = openDatabase({ url })
  const { rows } = await sql<Column>`
    select table_name as table, column_name as name, data_type as type, column_default as fallback
    from information_schema.columns where table_schema = 'public' order by 1, 2`.execute(db)
  await db.destroy()
  return rows
}

async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true })
  return entries.filter((name) => /\.tsx?$/.test(name)).map((name) => path.join(folder, name))
}
