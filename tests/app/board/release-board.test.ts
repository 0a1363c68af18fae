import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing } from '../../../src/app/ports/delivery-ports.ts'
import { wordsOf } from '../../support/chat.ts'
import { type House, openHouse, operator, receivedReport } from '../../support/house.ts'
import { available, healthy, onFile, openVendor, startNow, updateOf, verificationOf } from '../../support/scene.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  for (const id of ['acme', 'birch', 'cedar', 'delta']) await onFile(house, id)
  await available(house, '3.9.12')
  await house.deliverAll()
})
afterEach(() => house.close())

/** Time goes on by so much and is looked at. @returns what ops gets of the board */
async function later(milliseconds = 5_000): Promise<Outgoing[]> {
  house.clock.advance(milliseconds)
  house.sent.length = 0
  await house.work.tick()
  await house.deliverAll()
  return house.sent.filter(({ card }) => card.kind === 'release-board')
}

describe('the board of a roll-out', () => {
  it('is posted when the release passes the gate, and stands while nothing changes', async () => {
    const [board, ...others] = house.sent.filter(({ place }) => place.room === 'ops')
    expect(others).toEqual([])
    expect(board).toMatchObject({ mode: 'post', card: { kind: 'release-board' } })
    expect(wordsOf(board!.card)).toContain('4 clients whose copy waits to be verified')
    expect(await later()).toEqual([])
    expect(await later(60_000)).toEqual([])
  })

  it('is edited in place at most every five seconds, whatever happens meanwhile', async () => {
    await later()
    await healthy(house, 'acme')
    expect(await later(2_000)).toEqual([])
    await healthy(house, 'birch')
    const first = await later(3_000)
    expect(first.map(({ mode }) => mode)).toEqual(['edit'])
    expect(wordsOf(first[0]!.card)).toContain('50 %, 2 of 4 clients')
    await healthy(house, 'cedar')
    expect(await later(4_999)).toEqual([])
    const [last] = await later(1)
    expect(last).toMatchObject({ mode: 'edit', standing: 'release:3.9.12' })
    expect(last?.standingMessage).not.toBeNull()
    expect(wordsOf(last!.card)).toContain('Verified: ▓▓▓▓▓▓▓▓▓░░░ 75 %, 3 of 4 clients')
    expect(wordsOf(last!.card)).toMatch(/Estimated end: between \w+ \d+ \w+ 2026 and .*, nine times out of ten/)
    expect(await later()).toEqual([])
  })

  it('is looked at by one of several processes', async () => {
    await healthy(house, 'acme')
    house.clock.advance(5_000)
    house.sent.length = 0
    await Promise.all([1, 2, 3, 4].map(() => house.anotherWorker().tick()))
    await house.deliverAll()
    expect(house.sent.filter(({ card }) => card.kind === 'release-board')).toHaveLength(1)
  })

  it('follows the roll-out to its end, and says who is waited for', async () => {
    await house.app.receiveReport(await verificationOf(house, 'acme'), receivedReport(4_000, [{}]))
    const [findings] = await later()
    expect(wordsOf(findings!.card)).toContain('1 client with findings to decide')
    expect(findings?.card.tone).toBe('warning')

    for (const id of ['birch', 'cedar', 'delta']) await healthy(house, id)
    const updates = await Promise.all(
      ['birch', 'cedar', 'delta'].flatMap((id) => [updateOf(house, id), updateOf(house, id, 'staging')]),
    )
    for (const update of updates) {
      await startNow(house, update)
      await house.app.recordUpdate(update.id, { status: 'updated', version: null }, operator)
    }
    const [done] = await later()
    expect(done?.card.title).toBe('Release 3.9.12 waits for somebody')
    expect(wordsOf(done!.card)).toContain('Done: ▓▓▓▓▓▓▓▓▓░░░ 75 %, 3 of 4 clients')
  })

  it('says that the release is paused, and that it was withdrawn', async () => {
    await healthy(house, 'acme')
    await later()
    await house.app.pauseRelease('3.9.12', 'a bug', operator)
    const [paused] = await later()
    expect(paused?.card.title).toBe('Release 3.9.12 is paused')
    await house.app.withdrawRelease('3.9.12', 'no good', operator)
    const [withdrawn] = await later()
    expect(withdrawn).toMatchObject({ mode: 'edit', card: { title: 'Release 3.9.12 was withdrawn' } })
    expect(await later(60_000)).toEqual([])
  })

  it('that could not be edited for a while shows what is true when it can, with one edit', async () => {
    await later()
    house.senderAnswers(({ place }) =>
      place.room === 'ops' ? { kind: 'retry', reason: 'ratelimited', afterMs: 30_000 } : null,
    )
    for (const id of ['acme', 'birch', 'cedar']) {
      await healthy(house, id)
      expect(await later()).toEqual([])
    }
    house.senderAnswers(() => null)
    const edits = await later(30_000)
    expect(edits).toHaveLength(1)
    expect(wordsOf(edits[0]!.card)).toContain('75 %, 3 of 4 clients')
    expect(await later()).toEqual([])
  })

  it('is posted in a channel that becomes the ops room later', async () => {
    const address = { kind: 'channel', platform: 'slack', workspace: 'T0', channel: 'C-NEW' } as const
    await house.ports.inTransaction((tx) => tx.places.putRoom('ops', address))
    const [board] = await later()
    expect(board).toMatchObject({ mode: 'post', place: { address } })
  })
})
