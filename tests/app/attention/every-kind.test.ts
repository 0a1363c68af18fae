import { Command } from 'commander'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeApi } from '../../../src/adapters/http/make-api.ts'
import { makeApiKeys } from '../../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../../src/adapters/postgres/operations/idempotency-repository.ts'
import { type AttentionKind, attentionKinds, totalOf } from '../../../src/domain/notices/attention.ts'
import { addAttentionCommand } from '../../../src/main/cli/attention-command.ts'
import { checkDatabase } from '../../../src/main/doctor/check-database.ts'
import { manyWords } from '../../../src/notices/attention/attention-words.ts'
import { send } from '../../adapters/http/test-api.ts'
import { cardOf, chatWith, roomOf, slackUser, wordsOf } from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { pagesOf, signedIn } from '../../support/pages.ts'
import { onFile, openVendor } from '../../support/scene.ts'
import { scenes } from './scenes.ts'

/** Everybody who can be asked what waits for somebody. Each says it in the same words. */
const readers = {
  async board(house: House): Promise<string> {
    const pages = pagesOf(house)
    const html = await (await pages.get('/ops', await signedIn(house, pages, 'olga'))).text()
    const section = html.slice(html.indexOf('id="attention"'), html.indexOf('id="releases"'))
    return section.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  },
  async triage(house: House): Promise<string> {
    const chat = chatWith(house)
    return wordsOf(cardOf(await chat.type(slackUser('T0', 'spec'), 'triage all', roomOf('triage'))))
  },
  async cli(house: House): Promise<string> {
    return say(house, ['attention'])
  },
  async api(house: House): Promise<string> {
    const { body } = await ask(house, null)
    return JSON.stringify(body['items'])
  },
}

async function say(house: House, line: readonly string[]): Promise<string> {
  vi.stubEnv('DATABASE_URL', house.url)
  vi.stubEnv('REHEARSAL', 'no')
  const said: unknown[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((words) => said.push(words))
  try {
    const program = new Command('zerotouch').exitOverride()
    addAttentionCommand(program)
    await program.parseAsync(line, { from: 'user' })
  } finally {
    log.mockRestore()
  }
  return said.join('\n')
}

/** What a key is told; one that is bound to a client by its name. */
async function ask(house: House, client: string | null, query = '') {
  const keys = makeApiKeys(house.db)
  const name = `key ${client ?? 'vendor'}`
  const { token } = await keys.create({ name, scopes: ['read'], client, environment: null }, house.clock.now())
  const api = makeApi({
    app: house.app,
    keys,
    idempotency: makeIdempotencyStore(house.db),
    readReport: () => Promise.reject(new Error('no report is read here')),
    clock: house.clock,
    logger: house.ports.logger,
    ready: async () => ({ parts: {} }),
  })
  return send({ api }, `GET /v1/attention${query}`, { as: token })
}

let house: House
afterEach(() => house.close())

async function sceneOf(kind: AttentionKind): Promise<void> {
  house = await openHouse()
  await openVendor(house)
  expect(totalOf(await house.app.countAttention({}))).toBe(0)
  await scenes[kind].put(house)
  // What a process of its own reads is told the time by the machine.
  vi.setSystemTime(house.clock.now())
}

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  return () => vi.useRealTimers()
})

describe.each(attentionKinds)('%s', (kind) => {
  const { shows, release, ofAcme } = scenes[kind]

  it('is told alike by everybody who is asked', { timeout: 60_000 }, async () => {
    await sceneOf(kind)
    const count = (await house.app.countAttention({}))[kind]
    expect(count).toBeGreaterThan(0)
    for (const [who, read] of Object.entries(readers)) expect(await read(house), who).toContain(shows)
    expect(await readers.board(house)).toContain(manyWords(kind, count))

    const counted = JSON.parse(await say(house, ['attention', '--json'])) as { counts: object }
    expect(counted.counts).toEqual(await house.app.countAttention({}))
    expect((await ask(house, null, '?limit=1')).body['counts']).toEqual(counted.counts)
    const doctor = (await checkDatabase(house.url, house.clock.now())).find(({ name }) => name === 'attention')
    expect(doctor).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining(manyWords(kind, count)),
    })

    const card = await house.app.readReleaseBoard('3.9.12')
    const words = card ? wordsOf(card) : ''
    const onIt = kind === 'release-paused' ? shows : manyWords(kind, count)
    if (release !== null) expect(words).toContain(onIt)
    else expect(words).not.toContain(onIt)
  })

  it('is told to the key of the client that it concerns, and to no other', { timeout: 60_000 }, async () => {
    await sceneOf(kind)
    if (!ofAcme) await onFile(house, 'acme')
    await onFile(house, 'beta')
    const kindsFor = async (client: string) => {
      const { status, body } = await ask(house, client)
      expect(status).toBe(200)
      return (body['items'] as { kind: string; client: string; do: unknown[]; state: unknown }[]).map((one) => {
        expect(one).toMatchObject({ client, do: [], state: null })
        return one.kind
      })
    }
    expect((await kindsFor('acme')).includes(kind)).toBe(ofAcme)
    expect(await kindsFor('beta')).toEqual([])
    const asked = await ask(house, 'beta', '?client=acme')
    expect(asked.body).toMatchObject({ items: [], next: null })
    expect(Object.values(asked.body['counts'] as object).every((count) => count === 0)).toBe(true)
  })
})
