import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mailLane } from '../../../src/adapters/email/limits.ts'
import { smtpOutcome } from '../../../src/adapters/email/smtp-outcome.ts'
import { slackLanes } from '../../../src/adapters/slack/sending/lanes.ts'
import type { Lane, Outgoing, SendOutcome } from '../../../src/app/ports/delivery-ports.ts'
import type { Work } from '../../../src/app/ports/work.ts'
import { type House, openHouse } from '../../support/house.ts'
import { onFile, openVendor } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  house.lanesAre(slackLanes)
  for (const id of ['acme', 'birch']) await onFile(house, id)
})
afterEach(() => house.close())

const channel = (client: string) => `C${client.toUpperCase()}`
/** So many notices are owed to a client's channel. */
async function owe(client: string, count: number): Promise<void> {
  await house.ports.inTransaction(async (tx) => {
    const places = await tx.places.around(client)
    const place = places.find((one) => one.client === client && one.address.kind === 'channel')!
    for (let n = 0; n < count; n += 1)
      await tx.notices.owe(
        [
          {
            notice: {
              kind: 'release-paused',
              client: null,
              facts: { release: '3.9.12', by: { id: 'x', name: 'X' } as never, reason: `${n}`, inside: null },
            },
            owed: [{ place: place.id, mode: 'post', standing: null, suppressed: null }],
          },
        ],
        house.clock.now(),
      )
  })
}
/** All that is due is taken once, by several workers at a time. */
async function round(workers: readonly Work[] = [house.work, house.anotherWorker()]): Promise<void> {
  const due = await house.work.dueDeliveries(1_000)
  await Promise.all(due.map(({ id }, at) => workers[at % workers.length]!.sendDeliveries([id])))
}
const channelOf = ({ place: { address } }: Pick<Outgoing, 'place'>) =>
  address.kind === 'channel' ? address.channel : ''
const sentTo = (client: string) => house.sent.filter((one) => channelOf(one) === channel(client)).length
const stateOf = () =>
  house.db.selectFrom('deliveries').select(['status', 'attempts', 'due_at']).orderBy('due_at').execute()

describe('a channel that takes a message a second', () => {
  beforeEach(async () => {
    await house.app.registerRelease(
      { version: '3.9.12', kind: 'regular', notesUrl: 'https://vendor.example/n' },
      { kind: 'key', id: 'K-1', name: 'pipeline', client: null, environment: null },
    )
  })

  it('gets one each second, from however many processes, and each waits once', async () => {
    await owe('acme', 5)
    await round()
    expect(sentTo('acme')).toBe(1)
    const waiting = (await stateOf()).filter(({ status }) => status === 'pending')
    const start = house.clock.now().getTime()
    expect(waiting.map(({ due_at }) => due_at.getTime() - start)).toEqual([1_000, 2_000, 3_000, 4_000])
    expect(waiting.every(({ attempts }) => attempts === 0)).toBe(true)
    for (let seconds = 1; seconds <= 4; seconds += 1) {
      house.clock.advance(1_000)
      await round()
      expect(sentTo('acme')).toBe(1 + seconds)
    }
  })

  it('holds up no other channel', async () => {
    await owe('acme', 20)
    await round()
    await owe('birch', 1)
    await round()
    expect(sentTo('birch')).toBe(1)
  })

  it('is not told in one burst what waited while no worker was there', async () => {
    await owe('acme', 10)
    await round()
    house.clock.advance(60_000)
    await round()
    expect(sentTo('acme')).toBeLessThanOrEqual(2)
    house.clock.advance(1_000)
    await round()
    expect(sentTo('acme')).toBeLessThanOrEqual(3)
  })

  it('hears one each time that somebody is there, however late workers come for the turns that are kept', async () => {
    await owe('acme', 20)
    await round()
    // A worker that has time for one every three seconds: every turn is two seconds old when it comes.
    for (let sent = 2; sent <= 10; sent += 1) {
      house.clock.advance(3_000)
      const [next] = await house.work.dueDeliveries(1)
      await house.work.sendDeliveries([next!.id])
      expect(sentTo('acme')).toBe(sent)
    }
  })

  it('that says when to come again gets nothing before, and the others everything', async () => {
    const limited: SendOutcome = {
      kind: 'retry',
      reason: 'ratelimited',
      afterMs: 30_000,
      closes: 'slack/T1/CACME',
    }
    house.senderAnswers((outgoing) => (channelOf(outgoing) === 'CACME' ? limited : null))
    await owe('acme', 1)
    await round()
    house.senderAnswers(() => null)
    await owe('acme', 3)
    await owe('birch', 1)
    house.clock.advance(29_000)
    await round()
    expect([sentTo('acme'), sentTo('birch')]).toEqual([0, 1])
    house.clock.advance(1_000)
    await round()
    expect(sentTo('acme')).toBe(1)
    for (let seconds = 1; seconds <= 4; seconds += 1) {
      house.clock.advance(1_000)
      await round()
    }
    expect(sentTo('acme')).toBe(4)
  })

  it('is closed with its whole workspace, and no other workspace is', async () => {
    await onFile(house, 'cedar', { channels: [{ platform: 'slack', workspace: 'T2', channel: 'CCEDAR' }] })
    const limited: SendOutcome = {
      kind: 'retry',
      reason: 'message_limit_exceeded',
      afterMs: 30_000,
      closes: 'slack/T1',
    }
    house.senderAnswers((outgoing) => (channelOf(outgoing) === 'CACME' ? limited : null))
    await owe('acme', 1)
    await round()
    house.senderAnswers(() => null)
    await owe('birch', 1)
    await owe('cedar', 1)
    await round()
    expect([sentTo('birch'), sentTo('cedar')]).toEqual([0, 1])
    house.clock.advance(30_000)
    await round()
    expect(sentTo('birch')).toBe(1)
  })
})

describe('a mail server that has had enough for now', () => {
  it('is left alone for five seconds, however long the mail that it turned away has waited', async () => {
    await house.app.registerRelease(
      { version: '3.9.12', kind: 'regular', notesUrl: 'https://vendor.example/n' },
      { kind: 'key', id: 'K-1', name: 'pipeline', client: null, environment: null },
    )
    house.lanesAre(() => [mailLane])
    const busy = smtpOutcome({ message: '421 closing', responseCode: 421, response: '421 closing' }, false)
    house.senderAnswers(() => busy)
    await owe('acme', 1)
    // Turned away a dozen times, it waits five minutes itself.
    for (let tries = 0; tries < 12; tries += 1) {
      await round()
      house.clock.advance(tries < 11 ? 300_000 : 0)
    }
    house.senderAnswers(() => null)
    await owe('birch', 3)
    await round()
    expect(sentTo('birch')).toBe(0)
    house.clock.advance(5_000)
    await round()
    expect([sentTo('acme'), sentTo('birch')]).toEqual([0, 3])
    house.clock.advance(295_000)
    await round()
    expect(sentTo('acme')).toBe(1)
  })
})

describe('a platform that hangs', () => {
  it('takes up no more workers than it may, and the rest go on', async () => {
    await house.app.registerRelease(
      { version: '3.9.12', kind: 'regular', notesUrl: 'https://vendor.example/n' },
      { kind: 'key', id: 'K-1', name: 'pipeline', client: null, environment: null },
    )
    let release: () => void = () => undefined
    const hung = new Promise<void>((resolve) => {
      release = resolve
    })
    let hanging = 0
    const lane: Lane = { key: 'mail', rates: [{ count: 50, milliseconds: 1_000 }], atOnce: 2 }
    house.lanesAre((outgoing) => (channelOf(outgoing) === 'CACME' ? [lane] : []))
    house.senderHangs(async (outgoing) => {
      if (channelOf(outgoing) !== 'CACME') return
      hanging += 1
      await hung
    })
    await owe('acme', 6)
    await owe('birch', 3)
    const all = round([house.work])
    try {
      const waiting = () => stateOf().then((rows) => rows.filter(({ status }) => status === 'pending').length)
      await expect.poll(waiting, { timeout: 20_000 }).toBe(4)
      await expect.poll(() => [sentTo('birch'), hanging], { timeout: 20_000 }).toEqual([3, 2])
    } finally {
      release()
      await all
    }
    house.clock.advance(1_100)
    await round([house.work])
    house.clock.advance(1_100)
    await round([house.work])
    expect(sentTo('acme')).toBe(6)
  })
})
