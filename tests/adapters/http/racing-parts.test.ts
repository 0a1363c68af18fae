import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeApi } from '../../../src/adapters/http/make-api.ts'
import { makeApiKeys } from '../../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../../src/adapters/postgres/operations/idempotency-repository.ts'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { junit } from '../test-report/reading.ts'
import { openApiHouse } from './api-house.ts'
import { acmeDocument } from './every-call.ts'
import { send } from './test-api.ts'

/*
 * What comes at once: parts under one name and under others, closings with the right number and the wrong one, a whole report.
 * Each content has a number of tests of its own, so what a report was made of can be told from how many it holds.
 */
const sizes = { a: 32, other: 64, b: 128, c: 256, whole: 512 } as const
type Content = keyof typeof sizes
const bodies = Object.fromEntries(
  Object.entries(sizes).map(([content, size]) => [
    content,
    junit(Array.from({ length: size }, (_, at) => `<testcase name="${content} ${at}"/>`).join('')),
  ]),
)

type Op =
  | { readonly kind: 'part'; readonly name: string; readonly content: Content; readonly exitCode?: number }
  | { readonly kind: 'close'; readonly parts: number }
  | { readonly kind: 'whole' }
type Answered = { readonly op: Op; readonly status: number; readonly body: Record<string, unknown> }
type Subject = { readonly path: string; readonly parts: string; readonly of: { client: string } | { release: string } }

let opened: Awaited<ReturnType<typeof openApiHouse>>
let api: ReturnType<typeof makeApi>
/** Called when the parts of a report are known, and when they were read, before it decides anything. */
type Meanwhile = () => Promise<void>
let beforeReading: Meanwhile | null = null
let whileClosing: Meanwhile | null = null
const waiting: { health: Subject[]; gate: Subject[] } = { health: [], gate: [] }

beforeAll(async () => {
  opened = await openApiHouse()
  const { house, errors, tokens } = opened
  api = makeApi({
    app: house.app,
    keys: makeApiKeys(house.db),
    idempotency: makeIdempotencyStore(house.db),
    readReport: async (sources) => {
      const [before, after] = Array.isArray(sources) ? [null, null] : [beforeReading, whileClosing]
      if (before) beforeReading = null
      await before?.()
      const read = await readReceivedReport(sources)
      if (after) whileClosing = null
      await after?.()
      return read
    },
    clock: house.clock,
    logger: { ...house.ports.logger, error: (fields) => errors.push(fields) },
    ready: async () => ({ parts: {} }),
  })
  const as = tokens['vendor'] ?? ''
  const systems = [{ environment: 'production', version: '3.9.11' }]
  const clients = Array.from({ length: 70 }, (_, at) => `client-${at}`)
  for (const id of clients)
    expect(
      await send({ api }, `PUT /v1/clients/${id}`, { json: { ...acmeDocument, systems, channels: [] }, as }),
    ).toMatchObject({ status: 201 })
  const tests = Array.from({ length: 21 }, (_, at) => ({ name: `t${at}`, status: 'passed' }))
  await send({ api }, 'POST /v1/releases/3.9.13/gate', { json: { results: { tests } }, as })
  for (const [at, client] of clients.entries()) {
    const { items } = await house.app.listVerifications({ client, release: '3.9.13' }, { after: null, limit: 1 })
    const id = items[0]?.id ?? ''
    waiting.health.push({ path: `/verifications/${id}/report`, parts: id, of: { client } })
    const release = `4.0.${at}`
    const json = { version: release, kind: 'hotfix', notesUrl: 'https://vendor.example/notes' }
    await send({ api }, 'POST /v1/releases', { json, as })
    waiting.gate.push({ path: `/releases/${release}/gate`, parts: `gate:${release}`, of: { release } })
  }
}, 120_000)
beforeEach(() => {
  beforeReading = null
  whileClosing = null
})
afterAll(() => opened.house.close())

async function ask({ path }: Subject, op: Op): Promise<Answered> {
  const as = opened.tokens['vendor'] ?? ''
  const headers = { 'content-type': 'application/xml' }
  const code = op.kind === 'part' && op.exitCode !== undefined ? `&exitCode=${op.exitCode}` : ''
  const { status, body } =
    op.kind === 'close'
      ? await send({ api }, `POST /v1${path}`, { json: { parts: op.parts }, as })
      : op.kind === 'whole'
        ? await send({ api }, `POST /v1${path}`, { body: bodies['whole'] ?? '', headers, as })
        : await send({ api }, `POST /v1${path}/parts?name=${op.name}${code}`, {
            body: bodies[op.content] ?? '',
            headers,
            as,
          })
  return { op, status, body }
}

const reportsOf = ({ of }: Subject) => {
  const rows = opened.house.db.selectFrom('health_reports').select(['tests', 'problems'])
  return ('client' in of ? rows.where('client', '=', of.client) : rows.where('release', '=', of.release)).execute()
}
const keptOf = ({ parts }: Subject) =>
  opened.house.db.selectFrom('report_parts').select(['name', 'exit_code']).where('subject', '=', parts).execute()

/** @returns the contents of which each part stands, by what was answered: one that replaced another is the last */
function standing(answers: readonly Answered[]): Map<string, Content> {
  const parts = new Map<string, Content>()
  for (const replaced of [false, true])
    for (const { op, status, body } of answers)
      if (op.kind === 'part' && status < 300 && body['replaced'] === replaced) parts.set(op.name, op.content)
  return parts
}

/** What was told is what stands, nothing that was taken is lost, and one report at most was decided. */
async function holds(subject: Subject, answers: readonly Answered[]): Promise<void> {
  const told = JSON.stringify(answers.map(({ op, status, body }) => [op, status, body['type'] ?? body['replaced']]))
  expect(opened.errors, told).toEqual([])
  for (const { status } of answers) expect([200, 201, 409], told).toContain(status)
  const parts = standing(answers)
  const decided = answers.filter(({ op, status }) => op.kind !== 'part' && status < 300)
  const reports = await reportsOf(subject)
  const kept = await keptOf(subject)
  expect(reports.length, told).toBe(decided.length)
  expect(reports.length, told).toBeLessThanOrEqual(1)
  const [by] = decided
  if (by?.op.kind === 'whole') {
    expect(reports[0]?.tests, told).toBe(sizes.whole)
    expect([...parts.keys()], told).toEqual([])
  } else if (by) {
    const tests = [...parts.values()].reduce((sum, content) => sum + sizes[content], 0)
    expect([reports[0]?.tests, by.op.kind === 'close' && by.op.parts], told).toEqual([tests, parts.size])
  }
  expect(kept.map(({ name }) => name).toSorted(), told).toEqual(by ? [] : [...parts.keys()].toSorted())
}

/** A small generator with a seed, so that an interleaving that fails can be had again. */
const randomOf = (seed: number) => {
  let state = seed * 2_654_435_761
  return (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0
    return state % below
  }
}

const part = (name: string, content: Content, exitCode?: number): Op => ({
  kind: 'part',
  name,
  content,
  ...(exitCode === undefined ? {} : { exitCode }),
})
const close = (parts: number): Op => ({ kind: 'close', parts })

const races: readonly (readonly [what: string, before: readonly Op[], atOnce: readonly Op[]])[] = [
  ['a name twice with one content', [], [part('a', 'a'), part('a', 'a'), part('b', 'b')]],
  ['a name twice with two contents', [], [part('a', 'a'), part('a', 'other')]],
  ['a part and the closing without it', [part('a', 'a')], [part('b', 'b'), close(1)]],
  ['a part and the closing with it', [part('a', 'a')], [part('b', 'b'), close(2)]],
  ['a part anew and the closing', [part('a', 'a')], [part('a', 'other'), close(1)]],
  ['two closings', [part('a', 'a'), part('b', 'b')], [close(2), close(2), close(2)]],
  ['a wrong closing, a right one and a part', [part('a', 'a')], [close(1), close(2), close(3), part('b', 'b')]],
  ['a whole report and a closing', [part('a', 'a')], [{ kind: 'whole' }, close(1)]],
  ['a whole report and a part', [], [{ kind: 'whole' }, part('a', 'a'), close(1)]],
  ['two whole reports', [], [{ kind: 'whole' }, { kind: 'whole' }]],
]

describe.each(['health', 'gate'] as const)('of a %s report', (kind) => {
  test.each(races)('at once: %s', async (_, before, atOnce) => {
    for (let seed = 1; seed <= 6; seed++) {
      const random = randomOf(seed)
      const subject = waiting[kind].pop()
      if (!subject) throw new Error('nothing waits for a report any more')
      const answers: Answered[] = []
      for (const op of before) answers.push(await ask(subject, op))
      const later = await Promise.all(
        atOnce.map(async (op) => {
          // Some turns of the database, not of the clock.
          for (let turns = random(12); turns > 0; turns--) await sql`select 1`.execute(opened.house.db)
          return ask(subject, op)
        }),
      )
      await holds(subject, [...answers, ...later])
    }
  })
})

describe.each(['health', 'gate'] as const)('a %s report that is being closed', (kind) => {
  const raced = async (...meanwhile: Op[]) => {
    const subject = waiting[kind].pop()
    if (!subject) throw new Error('nothing waits for a report any more')
    const answers = [await ask(subject, part('a', 'a'))]
    whileClosing = async () => {
      for (const op of meanwhile) answers.push(await ask(subject, op))
    }
    const closed = await ask(subject, close(1))
    return { subject, answers, closed }
  }

  test.each([
    ['another part comes', [part('b', 'b')]],
    ['its part comes anew', [part('a', 'other')]],
    ['its part comes with another exit code', [part('a', 'a', 137)]],
  ])('is not decided when %s', async (_, meanwhile) => {
    const { subject, answers, closed } = await raced(...meanwhile)
    expect(closed.status).toBe(409)
    await holds(subject, [...answers, closed])
  })

  test('is decided by what was read, when its part comes again as it was', async () => {
    const { subject, answers, closed } = await raced(part('a', 'a'))
    expect(closed.status).toBeLessThan(300)
    await holds(subject, [...answers, closed])
  })

  test('is not decided by bytes that were there between', async () => {
    const subject = waiting[kind].pop()
    if (!subject) throw new Error('nothing waits for a report any more')
    await ask(subject, part('a', 'a'))
    beforeReading = async () => void (await ask(subject, part('a', 'other')))
    whileClosing = async () => void (await ask(subject, part('a', 'a')))
    expect((await ask(subject, close(1))).status).toBe(409)
    expect(await reportsOf(subject)).toEqual([])
    expect((await keptOf(subject)).map(({ name }) => name)).toEqual(['a'])
  })

  test('is decided once, when it is closed meanwhile', async () => {
    const { subject, answers, closed } = await raced(close(1))
    expect(closed.status).toBe(409)
    await holds(subject, [...answers, closed])
  })
})
