import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import pg from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { addReportCommands } from '../../src/main/cli/report-commands.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

// Each call is a process of its own, which takes a second or two, and more on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BIN = path.join(ROOT, 'bin/zerotouch.js')
const REPORTS = path.join(ROOT, 'tests/fixtures/health-reports')

type Told = { code: number; out: string[]; err: string[] }
type Where = { cwd?: string; env?: Record<string, string> }

/** Runs the program as a person does; lines are what it printed, without the last line break. */
function call(program: string, args: string[], { cwd = ROOT, env = {} }: Where = {}): Promise<Told> {
  const { DATABASE_URL: _, ...inherited } = process.env
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env: { ...inherited, ...env } }, (error, out, err) => {
      const lines = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: lines(out), err: lines(err) })
    })
  })
}
const zerotouch = (args: string[], where?: Where) => call(process.execPath, [BIN, ...args], where)

describe('report inspect', () => {
  it('counts every fixture as it was counted by hand, and refuses the hostile ones', async () => {
    const expected = JSON.parse(await readFile(path.join(REPORTS, 'expected.json'), 'utf8')) as Record<string, object>
    expect(Object.keys(expected).length).toBeGreaterThan(15)
    for (const [file, counts] of Object.entries(expected)) {
      const printed: string[] = []
      const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
      const program = new Command().exitOverride()
      addReportCommands(program)
      process.exitCode = 0
      const done = program.parseAsync(['report', 'inspect', path.join(REPORTS, file), '--json'], {
        from: 'user',
      })
      if ('refused' in counts) await expect(done, file).rejects.toThrow(/hostile|DOCTYPE/)
      else await done
      log.mockRestore()
      const told = printed.map((line) => JSON.parse(line))
      expect(told, file).toEqual('refused' in counts ? [] : [{ ...counts, problems: expect.any(Array) }])
      expect(process.exitCode, file).toBe(told[0]?.problems.length > 0 ? 1 : 0)
      process.exitCode = 0
    }
  })

  it('prints one JSON line with --json, and words without', async () => {
    const file = path.join(REPORTS, 'jest-3k.xml')
    expect(await zerotouch(['report', 'inspect', file, '--json'])).toEqual({
      code: 0,
      out: ['{"tests":4239,"passed":4207,"failed":2,"errored":0,"skipped":30,"problems":[]}'],
      err: [],
    })
    expect(await zerotouch(['report', 'inspect', file])).toMatchObject({
      code: 0,
      out: [expect.stringMatching(/4,239 tests.*2 failed/)],
    })
  })

  it('prints every reason why a report is no proof, and exits 1', async () => {
    const file = path.join(REPORTS, '../report-cases/unknown-word.xml')
    const detail = '1 outcome that nobody understands, not counted as passed: status="inconclusive-ish" (1).'
    const json = await zerotouch(['report', 'inspect', file, '--json'])
    expect(json.code).toBe(1)
    expect(json.out.map((line) => JSON.parse(line))).toEqual([
      {
        tests: 2,
        passed: 1,
        failed: 0,
        errored: 0,
        skipped: 1,
        problems: [{ kind: 'unknown-outcome', detail }],
      },
    ])
    const suites = await zerotouch(['report', 'inspect', path.join(REPORTS, 'junit-nested-suites.xml')])
    expect(suites).toMatchObject({
      code: 1,
      out: [
        expect.stringMatching(/^2 tests: 2 passed.*; it declares 186 tests, 1 failure or error, 0 skipped$/),
        'suite-error: "test.3rdlevel" broke: bla bla',
        'declared-more: "test.3rdlevel" declares 1 test and holds 0; 2 suites declare 185 too many in all.',
      ],
    })
  })

  it('says in one line what is wrong with a file, and stores or prints nothing', async () => {
    const directory = await temporaryDirectory()
    const words = path.join(await temporaryDirectory(), 'words.txt')
    await writeFile(words, 'just words')
    const cases: [string, RegExp][] = [
      [path.join(directory, 'none.xml'), /there is no such file/],
      [directory, /no file in what was handed in/],
      [words, /words\.txt: /],
      [path.join(REPORTS, 'hostile-xxe.xml'), /DOCTYPE/],
    ]
    const told = await Promise.all(cases.map(([file]) => zerotouch(['report', 'inspect', file, '--json'])))
    for (const [at, { code, out, err }] of told.entries()) {
      expect([code, out]).toEqual([2, []])
      expect(err).toEqual([expect.stringMatching(cases[at]?.[1] ?? /never/)])
    }
  })
})

describe('windows next', () => {
  const next = (...more: string[]) => zerotouch(['windows', 'next', ...more])
  const after = ['--after', '2026-03-01T00:00:00Z']
  const sunday = ['--window', 'SUN 02:30-05:00']

  it('prints the next openings, over a change of the clocks, as one JSON line', async () => {
    const toronto = await next('--zone', 'America/Toronto', ...sunday, ...after, '--count', '3', '--json')
    // On 8 March 02:30 does not exist there: the window opens at 03:00.
    expect(toronto).toEqual({
      code: 0,
      out: ['{"starts":["2026-03-01T07:30:00Z","2026-03-08T07:00:00Z","2026-03-15T06:30:00Z"]}'],
      err: [],
    })
  })

  it('says in one line which option is wrong, and exits with 2', async () => {
    const cases: [string[], RegExp][] = [
      [['--zone', 'america/toronto', ...sunday, ...after], /--zone.*write it as America\/Toronto/],
      [['--zone', 'UTC', '--window', 'SUN 25:00-26:00', ...after], /--window/],
      [['--zone', 'UTC', ...sunday, '--after', 'tomorrow'], /--after/],
      [['--zone', 'UTC', ...sunday, '--after', '2026-03-01T00:00:00'], /--after/],
      [['--zone', 'UTC', ...sunday, ...after, '--count', '0'], /--count/],
      [['--zone', 'UTC', ...sunday], /--after/],
    ]
    const told = await Promise.all(cases.map(([args]) => next(...args, '--json')))
    for (const [at, { code, out, err }] of told.entries()) {
      expect([code, out]).toEqual([2, []])
      expect(err).toEqual([expect.stringMatching(cases[at]?.[1] ?? /never/)])
    }
  })
})

describe('keys', () => {
  it('are made, listed and revoked; a token is shown once, and stored nowhere', async () => {
    const database = await createTestDatabase()
    const env = { DATABASE_URL: database.url }
    const db = new pg.Client({ connectionString: database.url })
    await db.connect()
    await db.query(`insert into clients values ('acme', 'Acme', 'UTC', '{}', '{}', '{}', 1, now(), now())`)
    await db.query(`insert into systems values ('acme', 'production')`)
    await db.end()
    const json = async (...args: string[]) => {
      const { code, out, err } = await zerotouch(['keys', ...args, '--json'], { env })
      expect({ code, err, lines: out.length }).toEqual({ code: 0, err: [], lines: 1 })
      return JSON.parse(out[0] ?? '')
    }
    const made = await json('create', 'nightly', '--scope', 'read', '--bound-to', 'acme/production')
    expect(made).toMatchObject({
      name: 'nightly',
      scopes: ['read'],
      client: 'acme',
      environment: 'production',
    })
    expect(made.token).toMatch(/^zt_/)
    const { items } = await json('list')
    expect(items).toMatchObject([{ id: made.id, name: 'nightly', revokedAt: null }])
    expect(JSON.stringify(items)).not.toContain(made.token)
    expect((await json('revoke', made.id)).revokedAt).not.toBeNull()
    const [unknown, nobody, scope] = await Promise.all([
      zerotouch(['keys', 'revoke', 'K-99', '--json'], { env }),
      zerotouch(['keys', 'create', 'x', '--scope', 'read', '--bound-to', 'nobody', '--json'], { env }),
      zerotouch(['keys', 'create', 'x', '--scope', 'everything', '--json'], { env }),
    ])
    expect(unknown).toEqual({ code: 2, out: [], err: ['There is no key K-99'] })
    expect(nobody).toMatchObject({ code: 2, out: [], err: ['--bound-to: there is no nobody on file'] })
    expect(scope).toMatchObject({ code: 2, out: [], err: [expect.stringMatching(/--scope: everything/)] })
    await database.drop()
  })

  it('need a database: none is exit 2, one that does not answer exit 1', async () => {
    const cwd = await temporaryDirectory()
    const [none, silent] = await Promise.all([
      zerotouch(['keys', 'list', '--json'], { cwd }),
      zerotouch(['keys', 'list', '--json'], {
        cwd,
        env: { DATABASE_URL: 'postgres://x:y@127.0.0.1:9/none' },
      }),
    ])
    expect(none).toMatchObject({ code: 2, out: [], err: [expect.stringMatching(/^DATABASE_URL: /)] })
    expect(silent).toMatchObject({ code: 1, out: [], err: [expect.stringMatching(/ECONNREFUSED/)] })
  })
})

describe('the program', () => {
  it('refuses to serve on a bad or missing setting, naming it', async () => {
    const cwd = await temporaryDirectory()
    const { code, out, err } = await zerotouch(['serve'], { cwd, env: { PORT: 'high' } })
    expect([code, out]).toEqual([2, []])
    expect(err).toEqual([expect.stringMatching(/DATABASE_URL: .*PORT: /)])
  })

  it('exits with 2 for what it does not know, and shows help for the asking', async () => {
    const [unknown, option, help] = await Promise.all([
      zerotouch(['reprot']),
      zerotouch(['report', 'inspect', '--jsn', 'x']),
      zerotouch(['--help']),
    ])
    expect(unknown).toMatchObject({ code: 2, out: [], err: [expect.stringMatching(/reprot/)] })
    expect(option).toMatchObject({ code: 2, out: [], err: [expect.stringMatching(/--jsn/)] })
    expect(help.code).toBe(0)
    expect(help.out.join('\n')).toMatch(/report.*windows.*keys/s)
  })

  it('runs by npx right after an install, from any directory of the project', async () => {
    const args = ['--no-install', 'zerotouch', 'windows', 'next', '--zone', 'UTC', '--json']
    const { code, out } = await call(
      'npx',
      [...args, '--window', 'SUN 01:00-05:00', '--after', '2026-11-22T12:00:00Z'],
      {
        cwd: path.join(ROOT, 'docs'),
      },
    )
    expect({ code, out }).toEqual({ code: 0, out: ['{"starts":["2026-11-29T01:00:00Z"]}'] })
  })
})
