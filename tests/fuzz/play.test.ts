import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Case } from '../../fuzz/case.ts'
import { type Fault, play } from '../../fuzz/play.ts'
import { anything, effectsOf, nothing, ofClient, type Right } from '../../fuzz/rights.ts'
import type { Stage } from '../../fuzz/stage/open-stage.ts'
import type { Change } from '../../fuzz/stage/watch-changes.ts'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean()
})

type Broken = {
  readonly answer: RequestListener
  readonly changes?: readonly Change[]
  readonly errors?: string[]
}

/** One case against a house that does something wrong. */
async function against({ answer, changes = [], errors = [] }: Broken, right: Right = nothing) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  let asked = 0
  const stage: Pick<Stage, 'ports' | 'watch' | 'takeErrors' | 'tick' | 'idle'> = {
    ports: { house: port, teams: port },
    // What was there before the first case is of nobody.
    watch: { take: async () => (asked++ === 0 ? [{ table: 'clients', client: null }] : changes) },
    takeErrors: () => errors,
    tick: () => undefined,
    idle: async () => undefined,
  }
  const played: Case = {
    area: 'api',
    to: 'house',
    right,
    asked: { method: 'POST', path: '/v1/x', headers: {}, body: Buffer.from('{}') },
  }
  const faults: Fault[] = []
  const told = { tell: (fault: Fault) => void faults.push(fault), note: () => undefined }
  const score = await play(stage as Stage, [async () => played], told)
  return { score, faults: faults.map(({ kind, what }) => `${kind}: ${what.split('\n')[0]}`) }
}

const fine: RequestListener = (_, response) => response.writeHead(404).end()

describe('what must not be is seen', () => {
  test('nothing, where all is well', async () => {
    expect(await against({ answer: fine })).toEqual({
      score: { cases: 1, crashes: 0, serverErrors: 0, effects: 0 },
      faults: [],
    })
  })

  test('an answer that says that the fault is ours', async () => {
    const { score, faults } = await against({ answer: (_, response) => response.writeHead(503).end() })
    expect([score.serverErrors, faults]).toEqual([1, ['server-error: answered 503']])
  })

  test('a fault that hides behind a friendly answer', async () => {
    const { score } = await against({ answer: fine, errors: ['a command failed: TypeError'] })
    expect(score).toMatchObject({ crashes: 0, serverErrors: 1 })
  })

  test('a connection that is closed without an answer', async () => {
    const { score, faults } = await against({ answer: (request) => request.socket.destroy() })
    expect([score.crashes, faults]).toEqual([1, ['crash: no answer']])
  })

  test('an error that nobody caught', async () => {
    const { score } = await against({
      answer(_, response) {
        void Promise.reject(new Error('nobody waits for this'))
        setImmediate(() => response.writeHead(404).end())
      },
    })
    expect(score.crashes).toBe(1)
  })

  test('a change by somebody who may change nothing', async () => {
    const { score, faults } = await against({ answer: fine, changes: [{ table: 'clients', client: 'acme' }] })
    expect([score.effects, faults]).toEqual([1, ['effect: clients of acme']])
  })
})

describe('who may change what', () => {
  const of = (table: string, client: string | null): Change => ({ table, client })
  test.each<[string, Right, Change[], string[]]>([
    ['the vendor anything', anything, [of('releases', null), of('clients', 'acme')], []],
    ['a client what is its own', ofClient('acme'), [of('updates', 'acme'), of('notices', null)], []],
    ['and nothing of another', ofClient('acme'), [of('updates', 'beta')], ['updates of beta']],
    [
      'nor of the vendor',
      ofClient('acme'),
      [of('releases', null), of('staff', null)],
      ['releases of the vendor', 'staff of the vendor'],
    ],
    ['nobody nothing', nothing, [of('freezes', null), of('freezes', null)], ['freezes of the vendor']],
    ['but for the books', nothing, [of('quotas', null), of('idempotency_keys', null), of('audit', 'acme')], []],
  ])('%s', (_, right, changes, effects) => {
    expect(effectsOf(right, changes)).toEqual(effects)
  })
})
