import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PlaceTaken } from '../../../src/app/ports/ports.ts'
import { ada, chatWith, sam } from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { onFile, openVendor, scheduled } from '../../support/scene.ts'

const shared = 'C0CONNECT'
const under = (workspace: string) => ({ platform: 'slack' as const, workspace, channel: shared })

let house: House
beforeAll(async () => {
  house = await openHouse('2026-11-22T12:00:00Z')
  await openVendor(house)
  await scheduled(house, 'acme', { channels: [under('T1'), under('T9')] })
})
afterAll(() => house.close())

const posted = () =>
  house.sent.flatMap(({ card, place: { address } }) =>
    address.kind === 'channel' && address.channel === shared ? [`${address.workspace} ${card.kind}`] : [],
  )

describe('a channel that is shared between workspaces', () => {
  test('is one place, in which one bot says each thing once', async () => {
    const places = await house.ports.inTransaction((tx) => tx.places.around('acme'))
    expect(places.filter(({ address, client }) => client && address.kind === 'channel')).toHaveLength(1)
    house.sent.length = 0
    await house.deliverAll()
    const told = posted()
    expect(told.length).toBeGreaterThan(0)
    expect(new Set(told).size).toBe(told.length)
    expect(told.filter((line) => !line.startsWith('T1 '))).toEqual([])
  })

  test('is its client’s, from whichever workspace somebody speaks', async () => {
    for (const workspace of ['T1', 'T9', 'T0'])
      expect(await house.app.whereIs(under(workspace))).toMatchObject({ client: 'acme' })
    const chat = chatWith(house)
    await onFile(house, 'beta')
    const beta = await chat.type({ platform: 'slack', workspace: 'T1', user: 'UBETA1' }, 'status beta', {
      workspace: 'T9',
      channel: shared,
    })
    expect(JSON.stringify(beta)).toContain('This channel shows acme only')
    const own = await chat.type(ada, 'status', { workspace: 'T9', channel: shared })
    expect(own.type === 'card' && own.card.title).toBe('Acme College: status')
  })

  test('keeps the bot that speaks in it while that one can, and takes another when it is gone', async () => {
    const put = (workspaces: string[]) =>
      house.ports.inTransaction(async (tx) => {
        const client = await tx.clients.find('acme')
        if (client) await tx.clients.put({ ...client, channels: workspaces.map(under) }, house.clock.now())
        return tx.places.atChannel(under('T1'))
      })
    const before = await put(['T9'])
    expect(before?.address).toMatchObject({ workspace: 'T1' })
    const said = await chatWith(house).type(sam, 'link acme', { workspace: 'T9', channel: shared })
    expect(said.type === 'card' && said.card.title).toBe('Linked to Acme College')
    await house.ports.inTransaction((tx) =>
      tx.places.markGone(before?.id ?? '', 'the bot was removed', house.clock.now()),
    )
    const after = await put(['T9'])
    expect(after).toMatchObject({ id: before?.id, gone: false, address: { workspace: 'T9' } })
  })

  test('is nobody else’s under another workspace’s name, and no room of the vendor', async () => {
    const gamma = onFile(house, 'gamma', { channels: [under('T5')] })
    await expect(gamma).rejects.toThrow(PlaceTaken)
    const room = house.ports.inTransaction((tx) => tx.places.putRoom('triage', { kind: 'channel', ...under('T0') }))
    await expect(room).rejects.toThrow(PlaceTaken)
    expect(await house.app.readClient('gamma')).toBeNull()
  })
})
