import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { addClientsCommands } from '../../src/main/cli/clients-commands.ts'
import { addFreezeCommands } from '../../src/main/cli/freeze-commands.ts'
import { BadInput } from '../../src/main/cli/outcome.ts'
import { addReleaseCommands } from '../../src/main/cli/release-commands.ts'
import { addReportCommands } from '../../src/main/cli/report-commands.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { makeTemporaryDirectory } from '../support/temporary-directory.ts'

/** What a command printed, its one JSON line read; or how it ended and what it said. */
type Told = { readonly exit: 0 | 1 | 2; readonly json: Record<string, unknown>; readonly said: string }

async function zerotouch(...args: string[]): Promise<Told> {
  const program = new Command('zerotouch').exitOverride()
  for (const add of [addReleaseCommands, addReportCommands, addClientsCommands, addFreezeCommands])
    add(program)
  const printed: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  try {
    await program.parseAsync(args, { from: 'user' })
    const last = printed.at(-1) ?? ''
    return { exit: 0, json: args.includes('--json') ? JSON.parse(last) : {}, said: printed.join('\n') }
  } catch (error) {
    return { exit: error instanceof BadInput ? 2 : 1, json: {}, said: (error as Error).message }
  } finally {
    log.mockRestore()
  }
}

const junit = (passed: number, failed = 0) =>
  `<testsuite name="core">${'<testcase classname="a" name="t"/>'.repeat(passed)}${'<testcase classname="a" name="f"><failure message="no"/></testcase>'.repeat(failed)}</testsuite>`

const person = (id: string) => ({ name: 'Ada', email: `ada@${id}.example` })
const document = (id: string, more: object = {}) => ({
  id,
  ...{ name: `${id} College`, zone: 'America/Toronto', windows: ['SUN 01:00-05:00'] },
  systems: [
    { environment: 'production', version: '3.9.11' },
    { environment: 'staging', version: '3.9.11' },
  ],
  administrators: [person(id)],
  ...more,
})

let file: (name: string, text: string) => Promise<string>
let drop: () => Promise<void>
let url: string
beforeAll(async () => {
  const database = await createTestDatabase()
  url = database.url
  const directory = await makeTemporaryDirectory()
  drop = async () => {
    await rm(directory, { recursive: true, force: true })
    await database.drop()
  }
  file = async (name, text) => {
    await writeFile(path.join(directory, name), text)
    return path.join(directory, name)
  }
})
beforeEach(() => {
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('GATE_MIN_TESTS', '10')
  vi.stubEnv('HEALTH_MIN_TESTS', '5')
})
afterEach(() => vi.unstubAllEnvs())
afterAll(() => drop())

describe('clients', () => {
  it('are checked without being stored, then imported', async () => {
    const some = await file(
      'some.json',
      `\uFEFF${JSON.stringify({ clients: [document('acme'), document('beta')] })}`,
    )
    expect(await zerotouch('clients', 'check', some, '--json')).toMatchObject({
      exit: 0,
      json: { clients: ['acme', 'beta'] },
    })
    expect((await zerotouch('release', 'plan', '3.9.12', '--json')).json).toEqual({
      ...{ updates: [], blocked: [], unreachable: [] },
    })
    expect((await zerotouch('clients', 'import', some, '--json')).json).toEqual({
      clients: [
        { id: 'acme', revision: 1 },
        { id: 'beta', revision: 1 },
      ],
    })
    const one = await file('one.json', JSON.stringify(document('acme')))
    expect((await zerotouch('clients', 'import', one, '--json')).json).toEqual({
      clients: [{ id: 'acme', revision: 2 }],
    })
  })

  it.each<[string, string, RegExp]>([
    ['that are no JSON', '{', /is not JSON/],
    ['that are none', '[]', /holds no client/],
    ['without an id', JSON.stringify([document('x', { id: undefined })]), /id must be/],
    ['that come twice', JSON.stringify([document('x'), document('x')]), /client 2: id x comes twice/],
    [
      'with a wrong zone',
      JSON.stringify([document('ok'), document('x', { zone: 'Toronto' })]),
      /client 2: zone/,
    ],
    ['with unknown fields', JSON.stringify(document('x', { colour: 'red' })), /colour/],
  ])('%s are refused in one line', async (name, text, words) => {
    const wrong = await file(`${name}.json`, text)
    for (const verb of ['check', 'import']) {
      const told = await zerotouch('clients', verb, wrong)
      expect(told).toMatchObject({ exit: 2, said: expect.stringMatching(words) })
      expect(told.said).not.toContain('\n')
    }
    expect((await zerotouch('clients', 'check', '/nowhere.json')).said).toContain('there is no such file')
  })
})

describe('a release', () => {
  const notes = ['--notes', 'https://vendor.example/notes']

  it('is planned before it is registered', async () => {
    const { json } = await zerotouch('release', 'plan', '3.9.12', '--json')
    expect(json['updates']).toHaveLength(4)
    expect((json['updates'] as object[])[0]).toEqual({
      client: 'acme',
      system: 'acme/production',
      startsAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
    expect((await zerotouch('release', 'plan', '3.9.12')).said).toContain('4 updates planned')
  })

  it('says by how much its gate falls short, and may be tried again', async () => {
    const short = await file('short.xml', junit(10))
    const refused = await zerotouch('release', 'publish', '3.9.12', ...notes, '--gate', short, '--json')
    expect(refused).toMatchObject({
      exit: 1,
      said: expect.stringMatching(/more than 10 must, so 1 are missing/),
    })
    const failing = await file('failing.xml', junit(11, 2))
    expect((await zerotouch('release', 'publish', '3.9.12', '--gate', failing)).said).toContain(
      '2 tests failed',
    )
    for (const verb of [['plan'], ['publish', ...notes]])
      expect(await zerotouch('release', verb[0] ?? '', '3.9.12.0', ...verb.slice(1))).toMatchObject({
        exit: verb[0] === 'plan' ? 2 : 1,
        said: expect.stringContaining('3.9.12.0 equals 3.9.12'),
      })
    const good = await file('good.xml', junit(11))
    expect(
      (await zerotouch('release', 'publish', '3.9.12', '--gate', good, '--exit-code', '2')).said,
    ).toContain('ended with exit code 2, and nothing in the report failed')
    const [half, rest] = [await file('half.xml', junit(6)), await file('rest.xml', junit(4))]
    expect((await zerotouch('release', 'publish', '3.9.12', '--gate', half, rest)).said).toContain(
      '1 are missing',
    )
    const waves = ['--waves', '50%,100%', '--wave-gap', '7d']
    const published = await zerotouch('release', 'publish', '3.9.12', '--gate', good, ...waves, '--json')
    expect(published.json).toMatchObject({
      version: '3.9.12',
      status: 'available',
      gate: { passed: 11 },
      waves: { shares: [50, 100], gapHours: 168, opensAt: [expect.anything(), expect.anything()] },
    })
    expect(await zerotouch('release', 'publish', '3.9.12', '--gate', good)).toMatchObject({ exit: 1 })
  })

  it('takes in the reports of copies, and says how far it has come', async () => {
    const shards = [await file('healthy-1.xml', junit(12)), await file('healthy-2.xml', junit(8))]
    const upload = ['report', 'upload', ...shards, '--json']
    expect((await zerotouch(...upload, '--client', 'acme', '--release', '3.9.12')).json).toMatchObject({
      ...{ client: 'acme', release: '3.9.12', status: 'passed', tests: 20, findings: [] },
    })
    expect(await zerotouch(...upload, '--client', 'acme', '--release', '3.9.12')).toMatchObject({ exit: 1 })
    expect((await zerotouch('release', 'status', '3.9.12', '--json')).json).toMatchObject({
      ...{ version: '3.9.12', status: 'available', clients: 2 },
      stages: { scheduled: 1, 'to-verify': 1 },
      systems: { scheduled: 2 },
    })
    expect((await zerotouch('release', 'status', '3.9.12')).said).toMatch(/1 {2}scheduled/)
  })

  it('is paused, resumed and withdrawn, with a reason', async () => {
    const turn = (verb: string) => zerotouch('release', verb, '3.9.12', '--reason', 'log-ins fail', '--json')
    expect((await turn('pause')).json).toMatchObject({ status: 'paused' })
    expect(await turn('pause')).toMatchObject({ exit: 1, said: expect.stringContaining('is paused') })
    expect((await turn('resume')).json).toMatchObject({ status: 'available' })
    expect((await turn('withdraw')).json).toMatchObject({ status: 'withdrawn' })
  })

  it.each<[string, string[], RegExp]>([
    ['no version', ['release', 'publish', 'latest', ...notes], /is not a version/],
    ['no version', ['release', 'plan', '../etc'], /is not a version/],
    ['no notes', ['release', 'publish', '5.0'], /--notes: is needed/],
    ['notes that are none', ['release', 'publish', '5.0', '--notes', 'javascript:x'], /--notes/],
    ['a kind that is none', ['release', 'publish', '5.0', ...notes, '--kind', 'big'], /--kind/],
    ['waves that fall', ['release', 'publish', '5.0', ...notes, '--waves', '10%,1%'], /--waves/],
    ['a gap without waves', ['release', 'publish', '5.0', ...notes, '--wave-gap', '1h'], /--wave-gap/],
    [
      'an exit code without a gate',
      ['release', 'publish', '5.0', ...notes, '--exit-code', '1'],
      /goes with --gate/,
    ],
    [
      'an exit code that is none',
      ['report', 'upload', 'x.xml', '--verification', 'V-1', '--exit-code', ''],
      /no exit code/,
    ],
    ['a gate that is no file', ['release', 'publish', '5.0', ...notes, '--gate', '/no.xml'], /no such file/],
    ['an unknown release', ['release', 'pause', '5.0', '--reason', 'x'], /There is no release 5.0/],
    ['an unknown release', ['release', 'status', '5.0'], /There is no release 5.0/],
    ['an empty reason', ['release', 'pause', '3.9.12', '--reason', ' '], /--reason/],
    ['an unknown freeze', ['freeze', 'lift', 'Z-99'], /no freeze Z-99/],
  ])('is refused with %s: %s', async (_, args, words) => {
    expect(await zerotouch(...args)).toMatchObject({ exit: 2, said: expect.stringMatching(words) })
  })
})

it('a freeze is laid, listed and lifted', async () => {
  const span = ['--from', '2099-12-20T00:00:00Z', '--until', '2099-12-28T00:00:00+01:00']
  const laid = await zerotouch('freeze', 'lay', ...span, '--reason', 'Year-end close', '--json')
  expect(laid.json).toMatchObject({ client: null, endsAt: '2099-12-27T23:00:00Z', moved: 0, held: 0 })
  expect((await zerotouch('freeze', 'list', '--json')).json['items']).toHaveLength(1)
  expect((await zerotouch('freeze', 'list')).said).toContain('Year-end close')
  expect(await zerotouch('freeze', 'lift', String(laid.json['id']))).toMatchObject({ exit: 0 })
  expect((await zerotouch('freeze', 'list')).said).toBe('No freeze is to come.')
  expect(
    await zerotouch('freeze', 'lay', '--from', '2099-12-20', '--until', 'x', '--reason', 'x'),
  ).toMatchObject({
    exit: 2,
  })
})
