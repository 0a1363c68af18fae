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
type Told = {
  readonly exit: 0 | 1 | 2
  readonly json: Record<string, unknown>
  readonly said: string
  /** On stdout. */
  readonly printed: readonly string[]
}

async function zerotouch(...args: string[]): Promise<Told> {
  const program = new Command('zerotouch').exitOverride()
  for (const add of [addReleaseCommands, addReportCommands, addClientsCommands, addFreezeCommands]) add(program)
  const printed: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  try {
    await program.parseAsync(args, { from: 'user' })
    const last = printed.at(-1) ?? ''
    return {
      exit: 0,
      json: args.includes('--json') ? JSON.parse(last) : {},
      said: printed.join('\n'),
      printed,
    }
  } catch (error) {
    const last = printed.at(-1) ?? '{}'
    const json = args.includes('--json') && printed.length > 0 ? JSON.parse(last) : {}
    return { exit: error instanceof BadInput ? 2 : 1, json, said: (error as Error).message, printed }
  } finally {
    log.mockRestore()
  }
}

/** All that somebody reads on the terminal. */
const heard = ({ printed, said }: Told): string => (printed.join('\n') === said ? said : [...printed, said].join('\n'))

/** @param from the first number: a shard of its own has tests of its own */
const junit = (passed: number, failed = 0, from = 0) =>
  `<testsuite name="core">${Array.from({ length: passed }, (_, n) => `<testcase classname="a" name="t${from + n}"/>`).join('')}${'<testcase classname="a" name="f"><failure message="no"/></testcase>'.repeat(failed)}</testsuite>`

const person = (id: string) => ({ name: 'Ada', email: `ada@${id}.example` })
const document = (id: string, more: object = {}) => ({
  id,
  name: `${id} College`,
  zone: 'America/Toronto',
  windows: ['SUN 01:00-05:00'],
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
    const some = await file('some.json', `\uFEFF${JSON.stringify({ clients: [document('acme'), document('beta')] })}`)
    expect(await zerotouch('clients', 'check', some, '--json')).toMatchObject({
      exit: 0,
      json: { clients: ['acme', 'beta'] },
    })
    expect((await zerotouch('release', 'plan', '3.9.12', '--json')).json).toEqual({
      updates: [],
      blocked: [],
      unreachable: [],
    })
    expect((await zerotouch('clients', 'import', some, '--json')).json).toEqual({
      clients: [
        { id: 'acme', revision: 1 },
        { id: 'beta', revision: 1 },
      ],
    })
    const one = await file('one.json', JSON.stringify(document('acme')))
    expect((await zerotouch('clients', 'import', one)).said).toBe(
      'acme is at revision 2: Sundays, 01:00 to 05:00 (America/Toronto)',
    )
    expect((await zerotouch('clients', 'import', one, '--json')).json).toEqual({
      clients: [{ id: 'acme', revision: 3 }],
    })
  })

  it.each<[string, string, RegExp]>([
    ['that are no JSON', '{', /is not JSON: line 1, column 2: close brace expected/],
    ['that break on a later line', '[{"id": "x"},\n  {"id": "y",}]', /is not JSON: line 2, column 14/],
    ['whose names come twice', '{"id": "x", "id": "y"}', /line 1, column 13: "id" is there twice/],
    ['that are none', '[]', /holds no client/],
    ['without an id', JSON.stringify([document('x', { id: undefined })]), /id: must be/],
    [
      'that come twice',
      JSON.stringify([document('x'), document('x')]),
      /x, client 2: (?:1 mistake\n {2})?id: "x" comes twice/,
    ],
    [
      'with a wrong zone',
      JSON.stringify([document('ok'), document('x', { zone: 'Toronto' })]),
      /x, client 2: (?:1 mistake\n {2})?zone: "Toronto" is not a time zone: take America\/Toronto/,
    ],
    ['with unknown fields', JSON.stringify(document('x', { colour: 'red' })), /colour/],
  ])('%s are refused in one line', async (name, text, words) => {
    const wrong = await file(`${name}.json`, text)
    for (const verb of ['check', 'import']) {
      const told = await zerotouch('clients', verb, wrong)
      expect([told.exit, heard(told)]).toEqual([2, expect.stringMatching(words)])
      expect(told.said).not.toContain('\n')
    }
    expect((await zerotouch('clients', 'check', '/nowhere.json')).said).toContain('there is no such file')
  })
})

describe('clients with mistakes', () => {
  const wrong = [
    document('acme', {
      zone: 'PST',
      windows: ['SUN 01:00-01:30', 'MON 1-5'],
      administrators: [{ name: 'Ada', email: 'ada' }],
    }),
    document('fine'),
    { ...document('beta', { name: '', systems: [] }), id: undefined },
  ]

  it('are told all of them, of all clients, in one go', async () => {
    const file1 = await file('wrong.json', JSON.stringify({ clients: wrong }))
    const ends = {
      check: /wrong\.json: 7 mistakes in 2 clients of 3\. Mend these, then run it again\.$/,
      import: /: 7 mistakes in 2 clients of 3, so nothing is stored: .*\. Mend these, then run it again\.$/,
    }
    for (const verb of ['check', 'import'] as const) {
      const told = await zerotouch('clients', verb, file1)
      expect([told.exit, told.said.split('\n')]).toEqual([2, [expect.stringMatching(ends[verb])]])
      for (const words of [
        /acme, client 1: (?:4 mistakes\n {2})?zone: "PST" is not a time zone: take .*America\/Los_Angeles/,
        /windows\[1\]: "MON 1-5" is not a window: write it as/,
        /administrators\[0\]\.email: "ada" is not an e-mail address: write it as ada@example.org/,
        /client 3: (?:3 mistakes\n {2})?id: must be 1 to 40 lower-case letters/,
        /name: "" is empty/,
        /systems: must hold exactly one production system/,
      ])
        expect(heard(told).match(new RegExp(words, 'g')), `${verb}: ${words}`).toHaveLength(1)
    }
  })

  it('stand one on each line for the eye, and as JSON', async () => {
    const file1 = await file('wrong.json', JSON.stringify({ clients: wrong }))
    const { printed } = await zerotouch('clients', 'check', file1)
    const lines = printed.join('\n').split('\n')
    expect(lines).toContain('acme, client 1: 4 mistakes')
    expect(lines).toContain('  administrators[0].email: "ada" is not an e-mail address: write it as ada@example.org')
    expect(lines.some((line) => line.startsWith('fine: America/Toronto ('))).toBe(true)
    const { json, exit } = await zerotouch('clients', 'check', file1, '--json')
    expect([exit, json['clients']]).toEqual([2, ['acme', 'fine']])
    expect(json['errors']).toContainEqual({
      client: 'acme',
      place: 1,
      field: 'zone',
      value: '"PST"',
      reason: expect.stringContaining('America/Los_Angeles'),
    })
    expect(json['errors']).toHaveLength(7)
  })

  it.each([
    [' ', '  windows[0]: "" is not a window: '],
    ['  SUN ', '  windows[0]: "SUN" is not a window: '],
  ])('show a window of %j once', async (window, words) => {
    const file1 = await file('blank.json', JSON.stringify(document('x', { windows: [window] })))
    const { printed, said } = await zerotouch('clients', 'check', file1)
    expect(printed.join('\n').split('\n')[1]?.slice(0, words.length)).toBe(words)
    expect(said).toMatch(/: 1 mistake\. Mend it, then run it again\.$/)
  })

  it('have windows that are too short named where the numbers say so', async () => {
    vi.stubEnv('EXPECTED_DURATION', '90')
    const short = await file('short.json', JSON.stringify(document('x', { windows: ['SUN 01:00-02:00'] })))
    expect(heard(await zerotouch('clients', 'check', short))).toMatch(
      /windows\[0\]: SUN 01:00-02:00 is 60 minutes long.*make it SUN 01:00-02:30/,
    )
    const own = await file(
      'own.json',
      JSON.stringify(document('x', { windows: ['SUN 01:00-02:00'], policy: { expectedMinutes: 60 } })),
    )
    expect((await zerotouch('clients', 'check', own)).exit).toBe(0)
  })
})

describe('one line for each client', () => {
  it('says its zone and offset, windows, next opening and people, and what to look at again', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-22T12:00:00Z'), toFake: ['Date'] })
    try {
      const some = await file(
        'some.json',
        JSON.stringify([
          document('acme', { windows: ['1st Sunday of the month 02:00-06:00'] }),
          document('none', { zone: 'EST', windows: [], administrators: [] }),
          document('always', { zone: 'Asia/Kathmandu', windows: ['daily 00:00-24:00'] }),
        ]),
      )
      const { said, exit } = await zerotouch('clients', 'check', some)
      expect(exit).toBe(0)
      expect(said.split('\n')).toEqual([
        'acme: America/Toronto (UTC-05:00 now), the first Sunday of each month, 02:00 to 06:00, opens next Sun 6 Dec 2026, 02:00 EST (America/Toronto), 1 administrator',
        'none: EST (UTC-05:00 now), Sundays, 01:00 to 05:00, opens next Sun 29 Nov 2026, 01:00 EST, 0 administrators',
        expect.stringMatching(/^ {2}warning: zone: EST keeps UTC-05:00 all year: .*America\/New_York/),
        '  warning: administrators: is empty: nobody can be told, so nothing is scheduled for this client',
        'always: Asia/Kathmandu (UTC+05:45 now), every day, 00:00 to 24:00, is always open, 1 administrator',
        expect.stringMatching(/^3 clients in /),
      ])
      const { json } = await zerotouch('clients', 'check', some, '--json')
      expect(json).toMatchObject({
        clients: ['acme', 'none', 'always'],
        errors: [],
        warnings: [
          { client: 'none', field: 'zone' },
          { client: 'none', field: 'administrators' },
        ],
      })
      expect((json['facts'] as object[])[0]).toEqual({
        id: 'acme',
        zone: 'America/Toronto',
        offset: 'UTC-05:00',
        windows: ['first SUN 02:00-06:00'],
        windowsInWords: ['the first Sunday of each month, 02:00 to 06:00'],
        nextOpening: '2026-12-06T07:00:00Z',
        administrators: 1,
      })
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('YAML', () => {
  const yaml = (id: string, more = '') => `id: ${id}
name: ${id} College
zone: Europe/Berlin
windows: [first SUN 02:00-06:00, "MON-FRI 22:00-02:00"]
systems:
  - {environment: production, version: 3.9.11}
administrators:
  - name: Ada # the first of them
    email: ada@${id}.example
${more}`

  it.each<[string, string, string, string[]]>([
    ['by its name', 'one.yaml', yaml('one'), ['one']],
    ['by another name', 'one.YML', yaml('one'), ['one']],
    ['by what is in it', 'one.json', yaml('one'), ['one']],
    ['of several documents', 'more.yaml', `---\n${yaml('one')}\n---\n${yaml('two')}`, ['one', 'two']],
    ['as a list', 'list.yml', `- ${yaml('one').replaceAll('\n', '\n  ')}`, ['one']],
    ['that is JSON', 'json.yaml', JSON.stringify({ clients: [document('acme')] }), ['acme']],
  ])('is taken %s', async (_, name, text, ids) => {
    expect(await zerotouch('clients', 'check', await file(name, text), '--json')).toMatchObject({
      exit: 0,
      json: { clients: ids, errors: [] },
    })
  })

  it.each<[string, string, RegExp]>([
    ['that breaks', 'id: x\nname: "open\n', /is not YAML: line \d, column \d+: /],
    ['with a name twice', yaml('x', 'zone: Asia/Tokyo\n'), /line 10, column 1: this name is there twice/],
    [
      'with aliases',
      'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n',
      /line 2, column 8: aliases such as \*a are not taken: write it out/,
    ],
    ['with a type of a program', 'id: !!js/function "x"\n', /line 1, column 5/],
    ['of nothing but depth', '['.repeat(20_000), /nested too deeply|line 1/],
    [
      'with a number for a version',
      yaml('x').replace('3.9.11', '3.10'),
      /systems\[0\]\.version: must be text: put it in quotes, such as "3\.10"/,
    ],
    [
      'of more than 4 MB',
      `# ${'x'.repeat(4_300_000)}\n${yaml('x')}`,
      /YAML may be 4 MB long; write longer files as JSON/,
    ],
  ])('%s is refused, and says where', async (_, text, words) => {
    const told = await zerotouch('clients', 'check', await file('wrong.yaml', text))
    expect([told.exit, heard(told)]).toEqual([2, expect.stringMatching(words)])
    expect(heard(told).length).toBeLessThan(3_000)
  })

  it('and JSON are both not what other files hold', async () => {
    expect(
      (await zerotouch('clients', 'check', await file('notes.txt', 'Dear Ada,\n\tplease: look: here'))).said,
    ).toMatch(/is not JSON or YAML: line 1, column 1: .*line 2/)
    const latin1 = await file('latin1.json', '')
    await writeFile(latin1, Buffer.from([0x7b, 0xff, 0x7d]))
    expect((await zerotouch('clients', 'check', latin1)).said).toMatch(/holds bytes that are not UTF-8/)
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
      said: expect.stringMatching(/more than 10 must, so 1 is missing/),
    })
    const failing = await file('failing.xml', junit(11, 2))
    expect((await zerotouch('release', 'publish', '3.9.12', '--gate', failing)).said).toContain('2 tests failed')
    for (const verb of [['plan'], ['publish', ...notes]])
      expect(await zerotouch('release', verb[0] ?? '', '3.9.12.0', ...verb.slice(1))).toMatchObject({
        exit: verb[0] === 'plan' ? 2 : 1,
        said: expect.stringContaining('3.9.12.0 equals 3.9.12'),
      })
    const good = await file('good.xml', junit(11))
    expect((await zerotouch('release', 'publish', '3.9.12', '--gate', good, '--exit-code', '2')).said).toContain(
      'ended with exit code 2, and nothing in the report failed',
    )
    const [half, rest] = [await file('half.xml', junit(6)), await file('rest.xml', junit(4, 0, 6))]
    expect((await zerotouch('release', 'publish', '3.9.12', '--gate', half, rest)).said).toContain('1 is missing')
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
    const shards = [await file('healthy-1.xml', junit(12)), await file('healthy-2.xml', junit(8, 0, 12))]
    const upload = ['report', 'upload', ...shards, '--json']
    expect((await zerotouch(...upload, '--client', 'acme', '--release', '3.9.12')).json).toMatchObject({
      client: 'acme',
      release: '3.9.12',
      status: 'passed',
      tests: 20,
      findings: [],
    })
    expect(await zerotouch(...upload, '--client', 'acme', '--release', '3.9.12')).toMatchObject({ exit: 1 })
    expect((await zerotouch('release', 'status', '3.9.12', '--json')).json).toMatchObject({
      version: '3.9.12',
      status: 'available',
      clients: 2,
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
    ['an exit code without a gate', ['release', 'publish', '5.0', ...notes, '--exit-code', '1'], /goes with --gate/],
    [
      'an exit code that is none',
      ['report', 'upload', 'x.xml', '--verification', 'V-1', '--exit-code', ''],
      /no exit code/,
    ],
    ['a gate that is no file', ['release', 'publish', '5.0', ...notes, '--gate', '/no.xml'], /no such file/],
    ['an unknown release', ['release', 'pause', '5.0', '--reason', 'x'], /There is no release 5.0/],
    ['an unknown release', ['release', 'status', '5.0'], /There is no release 5.0/],
    ['an empty reason', ['release', 'pause', '3.9.12', '--reason', ' '], /--reason/],
    ['an unknown freeze', ['freeze', 'end', 'Z-99'], /no freeze Z-99/],
  ])('is refused with %s: %s', async (_, args, words) => {
    expect(await zerotouch(...args)).toMatchObject({ exit: 2, said: expect.stringMatching(words) })
  })
})

it('a freeze is added, listed and ended', async () => {
  const span = ['--from', '2099-12-20T00:00:00Z', '--until', '2099-12-28T00:00:00+01:00']
  const added = await zerotouch('freeze', 'add', ...span, '--reason', 'Year-end close', '--json')
  expect(added.json).toMatchObject({ client: null, endsAt: '2099-12-27T23:00:00Z', frozen: 0 })
  expect((await zerotouch('freeze', 'list', '--json')).json['items']).toHaveLength(1)
  expect((await zerotouch('freeze', 'list')).said).toContain('Year-end close')
  expect(await zerotouch('freeze', 'end', String(added.json['id']))).toMatchObject({ exit: 0 })
  expect((await zerotouch('freeze', 'list')).said).toBe('No freeze is to come.')
  expect(await zerotouch('freeze', 'add', '--from', '2099-12-20', '--until', 'x', '--reason', 'x')).toMatchObject({
    exit: 2,
  })
})
