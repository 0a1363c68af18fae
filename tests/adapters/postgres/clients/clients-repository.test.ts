import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PlaceTaken, type Tx } from '../../../../src/app/ports/ports.ts'
import { identityAt } from '../../../../src/domain/people/actor.ts'
import { quietHoursOf } from '../../../../src/domain/people/personal-settings.ts'
import { statementsOf } from '../../../support/statements.ts'
import { documentOf, later, noon, openStore, type Store } from '../store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.inTransaction(work)

describe('a client document', () => {
  it('comes back whole, people in its order', async () => {
    const accounts = [
      { platform: 'teams', workspace: 'tenant', user: '29:x' },
      { platform: 'slack', workspace: 'T1', user: 'U9' },
    ] as const
    const document = documentOf('acme', {
      windows: ['SAT 23:00-SUN 02:00', 'WED 22:00-23:00'],
      policy: { noticeHours: 72 },
      administrators: [
        { id: 'zoe', name: 'Zoë 🎓', email: 'zoe@acme.example', accounts },
        { id: 'ann', name: 'Ann', email: 'ann@acme.example', accounts: [] },
      ],
    })
    const { channels: _, ...client } = document
    const put = await inTx((tx) => tx.clients.put(document, noon))
    expect(put).toEqual({ ...client, revision: 1 })
    expect(await inTx((tx) => tx.clients.find('acme'))).toEqual(put)
    expect(await inTx((tx) => tx.clients.lock('acme'))).toEqual(put)
  })

  it('replaces the one before, but not what is known of the versions', async () => {
    await inTx((tx) => tx.clients.put(documentOf('beta'), noon))
    await inTx((tx) => tx.clients.setVersion({ client: 'beta', environment: 'production' }, '3.9.12'))
    const production = { client: 'beta', environment: 'production', version: null, url: null } as const
    const document = documentOf('beta', { name: 'Beta!', systems: [production], administrators: [] })
    const replaced = await inTx((tx) => tx.clients.put(document, later(1)))
    expect(replaced).toMatchObject({
      name: 'Beta!',
      administrators: [],
      revision: 2,
      systems: [{ ...production, version: '3.9.12' }],
    })
  })

  it('that is held is read once, and anew after each change of its own transaction', async () => {
    await inTx((tx) => tx.clients.put(documentOf('held'), noon))
    const read = (tx: Tx) => tx.clients.findAll(['held']).then((found) => found.get('held'))
    await inTx(async (tx) => {
      await tx.clients.lock('held')
      expect(await statementsOf(() => read(tx))).toEqual([])
      await tx.clients.setVersion({ client: 'held', environment: 'production' }, '3.9.13')
      expect((await read(tx))?.systems[0]?.version).toBe('3.9.13')
      await tx.clients.lock('held')
      await tx.clients.saveSettings('held', { zone: 'Pacific/Auckland' }, later(1))
      expect((await tx.clients.lock('held'))?.zone).toBe('Pacific/Auckland')
      await tx.clients.savePersonal(
        'held',
        (await read(tx))?.administrators[0]?.id ?? '',
        { quietHours: null },
        later(1),
      )
      expect((await read(tx))?.administrators[0]?.settings).toEqual({ quietHours: null })
      await tx.clients.lock('held')
      await tx.clients.put(documentOf('held', { name: 'Held!' }), later(2))
      expect((await read(tx))?.name).toBe('Held!')
    })
  })

  it('does not wipe what was set in chat, and yields to it', async () => {
    await inTx((tx) => tx.clients.put(documentOf('gamma', { policy: { noticeHours: 72, leadMinutes: 30 } }), noon))
    const settings = { zone: 'Pacific/Auckland', windows: ['MON 01:00-02:00'], policy: { noticeHours: 96 } }
    await inTx((tx) => tx.clients.saveSettings('gamma', settings, later(1)))
    const put = await inTx((tx) =>
      tx.clients.put(documentOf('gamma', { policy: { noticeHours: 24, leadMinutes: 45 } }), later(2)),
    )
    expect(put).toMatchObject({ ...settings, policy: { noticeHours: 96, leadMinutes: 45 }, revision: 3 })
    const freed = await inTx((tx) => tx.clients.saveSettings('gamma', {}, later(3)))
    expect(freed).toMatchObject({
      zone: 'Europe/Berlin',
      windows: ['SUN 01:00-05:00'],
      policy: { noticeHours: 24 },
    })
    expect(await inTx((tx) => tx.clients.saveSettings('nobody', {}, noon))).toBeNull()
  })

  it('does not wipe what an administrator set for themselves, and gives it back to one who is named again', async () => {
    await inTx((tx) => tx.clients.put(documentOf('own'), noon))
    const settings = {
      quietHours: { from: 20, until: 8 },
      zone: 'Asia/Tokyo',
      off: { mail: ['reminders'] },
    } as const
    await inTx((tx) => tx.clients.savePersonal('own', 'own-ann', settings, noon))
    const again = await inTx((tx) => tx.clients.put(documentOf('own', { zone: 'UTC' }), later(1)))
    expect(again.administrators).toMatchObject([{ id: 'own-ann', settings }])
    expect(quietHoursOf(again, 'own-ann')).toEqual({ hours: settings.quietHours, zone: 'Asia/Tokyo' })
    expect(quietHoursOf(again, null)).toEqual({ hours: { from: 21, until: 7 }, zone: 'UTC' })

    await inTx((tx) => tx.clients.put(documentOf('own', { administrators: [] }), later(2)))
    await inTx((tx) => tx.clients.put(documentOf('own'), later(3)))
    await inTx((tx) => tx.clients.savePersonal('own', 'own-ann', { quietHours: null }, later(4)))
    const [found, listed] = await inTx(async (tx) => [
      await tx.clients.find('own'),
      (await tx.clients.list({ after: null, limit: 100 })).items.find(({ id }) => id === 'own'),
    ])
    expect(found?.administrators[0]?.settings).toEqual({ quietHours: null })
    expect(listed).toEqual(found)
    expect(quietHoursOf(found!, 'own-ann')).toBeNull()
  })

  it.each(['nobody', '', 'acme\0', 'ac\ud800me', "'; drop table clients; --"])('is not found as %j', async (id) => {
    expect(await inTx((tx) => tx.clients.find(id))).toBeNull()
    expect(await inTx((tx) => tx.clients.lock(id))).toBeNull()
  })

  it('holds a stranger’s text that Postgres cannot, with the unholdable marked', async () => {
    const name = 'a\0b \ud83d half'
    const put = await inTx((tx) => tx.clients.put(documentOf('odd', { name }), noon))
    expect(put.name).toBe('a\ufffdb \ufffd half')
  })
})

describe('the list of clients', () => {
  it('pages by id and stays put while clients come', async () => {
    const ids = ['p-a', 'p-b', 'p-c', 'p-d']
    await inTx(async (tx) => {
      for (const id of ids) await tx.clients.put(documentOf(id), noon)
    })
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<Tx['clients']['list']>> = await inTx((tx) => tx.clients.list({ after, limit: 3 }))
      seen.push(...page.items.map(({ id }) => id))
      await inTx((tx) => tx.clients.put(documentOf('a-newcomer'), noon))
      after = page.next
    } while (after)
    expect(seen.filter((id) => id.startsWith('p-'))).toEqual(ids)
    expect(new Set(seen).size).toBe(seen.length)
  })
})

describe('places', () => {
  const addressesOf = async (client: string) =>
    (await inTx((tx) => tx.places.around(client))).map(({ address, gone }) => ({ ...address, gone }))

  it('follow the document: a channel, the mailboxes, the direct messages, the inboxes', async () => {
    await inTx((tx) => tx.clients.put(documentOf('here'), noon))
    expect(await addressesOf('here')).toEqual([
      { kind: 'channel', platform: 'slack', workspace: 'T1', channel: 'C-here', gone: false },
      { kind: 'inbox', client: 'here', environment: 'production', gone: false },
      { kind: 'inbox', client: 'here', environment: 'staging', gone: false },
      { kind: 'mailbox', email: 'ann@here.example', name: 'Ann', gone: false },
      { kind: 'direct', platform: 'slack', workspace: 'T1', user: 'U-here-ann', gone: false },
    ])
  })

  it('are one for a mailbox that two administrators share', async () => {
    const shared = (id: string, email: string) => ({ id, name: id, email, accounts: [] })
    const administrators = [shared('x', 'it@shared.example'), shared('y', 'IT@shared.example')]
    await inTx((tx) => tx.clients.put(documentOf('shared', { administrators }), noon))
    expect((await addressesOf('shared')).filter(({ kind }) => kind === 'mailbox')).toHaveLength(1)
  })

  it('stay the same place while the document names them, and are gone when it no longer does', async () => {
    const put = (channels: string[]) =>
      inTx((tx) =>
        tx.clients.put(
          documentOf('move', {
            channels: channels.map((channel) => ({ platform: 'slack', workspace: 'T1', channel })),
          }),
          noon,
        ),
      )
    const at = (channel: string) => inTx((tx) => tx.places.atChannel({ platform: 'slack', workspace: 'T1', channel }))
    await put(['M1'])
    const before = await at('M1')
    await put(['M1', 'M2'])
    expect(await at('M1')).toEqual(before)
    await put(['M2'])
    expect(await at('M1')).toBeNull()
    expect(await inTx((tx) => tx.places.find(before!.id))).toEqual({ ...before, gone: true })
  })

  it('that are gone are known as gone until they are linked again', async () => {
    await inTx((tx) => tx.clients.put(documentOf('lost'), noon))
    const [channel] = await inTx((tx) => tx.places.around('lost'))
    await inTx((tx) => tx.places.markGone(channel!.id, 'channel_not_found', noon))
    expect((await inTx((tx) => tx.places.around('lost')))[0]).toEqual({ ...channel, gone: true })
    await inTx((tx) => tx.clients.put(documentOf('lost'), later(1)))
    expect((await inTx((tx) => tx.places.around('lost')))[0]).toEqual(channel)
  })

  it('of one client are never another’s: a channel that is taken refuses the whole document', async () => {
    await inTx((tx) => tx.clients.put(documentOf('first'), noon))
    const { channels } = documentOf('first')
    await expect(inTx((tx) => tx.clients.put(documentOf('second', { channels }), noon))).rejects.toThrow(PlaceTaken)
    expect(await inTx((tx) => tx.clients.find('second'))).toBeNull()
  })

  it('that two clients claim at once go to one of them', async () => {
    const channels = [{ platform: 'slack', workspace: 'T1', channel: 'C-race' }] as const
    const claims = ['race-a', 'race-b'].map((id) => inTx((tx) => tx.clients.put(documentOf(id, { channels }), noon)))
    const outcomes = await Promise.allSettled(claims)
    const [lost] = outcomes.filter(({ status }) => status === 'rejected')
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(lost).toMatchObject({ reason: expect.any(PlaceTaken) })
  })

  it('of the vendor are its rooms, one address each, shared if the vendor likes', async () => {
    const room = (channel: string) => ({ kind: 'channel', platform: 'slack', workspace: 'T0', channel }) as const
    await inTx(async (tx) => {
      await tx.places.putRoom('ops', room('OPS'))
      await tx.places.putRoom('triage', room('OPS'))
      await tx.places.putRoom('ops', room('OPS-2'))
      await tx.places.putRoom('ops', room('OPS-2'))
    })
    const rooms = await inTx((tx) => tx.places.around(null))
    expect(rooms.map(({ room: name, address, client }) => [name, address, client])).toEqual([
      ['triage', room('OPS'), null],
      ['ops', room('OPS-2'), null],
    ])
    await inTx((tx) => tx.places.putRoom('ops', room('OPS')))
    expect((await inTx((tx) => tx.places.atChannel(room('OPS'))))?.room).toBe('ops')
    const channels = [{ platform: 'slack', workspace: 'T0', channel: 'OPS' }] as const
    await expect(inTx((tx) => tx.clients.put(documentOf('spy', { channels }), noon))).rejects.toThrow(PlaceTaken)
    await inTx((tx) => tx.clients.put(documentOf('own'), noon))
    await expect(inTx((tx) => tx.places.putRoom('services', { ...room('C-own'), workspace: 'T1' }))).rejects.toThrow(
      PlaceTaken,
    )
  })
})

describe('people', () => {
  const account = { platform: 'slack', workspace: 'T7', user: 'U7' } as const
  const who = (given: typeof account | { platform: 'teams'; workspace: string; user: string } = account) =>
    inTx((tx) => tx.people.find(given))
  const kim = { id: 'kim', name: 'Kim', email: 'kim@x.example', accounts: [account] }

  it('are known by platform, workspace and user id together', async () => {
    await inTx((tx) => tx.clients.put(documentOf('one', { administrators: [kim] }), noon))
    await inTx((tx) => tx.clients.put(documentOf('two', { administrators: [kim] }), noon))
    expect(await who()).toEqual({
      kind: 'person',
      id: 'kim',
      name: 'Kim',
      administers: ['one', 'two'],
      roles: [],
    })
    expect(await who({ ...account, platform: 'teams' })).toBeNull()
    expect(await inTx((tx) => tx.people.find({ ...account, workspace: 'T8' }))).toBeNull()
    expect(await inTx((tx) => tx.people.accountsOf('kim'))).toEqual([])
  })

  it('go at each client by what its own file says, whatever another’s says', async () => {
    const impostor = { ...kim, id: 'a-boss', name: 'The Boss' }
    await inTx((tx) => tx.clients.put(documentOf('an-attacker', { administrators: [impostor] }), noon))
    const found = await who()
    expect(found).toMatchObject({ name: '', administers: ['an-attacker', 'one', 'two'], roles: [] })
    expect(['an-attacker', 'one', 'two', 'other', null].map((at) => found && identityAt(found, at).name)).toEqual([
      'The Boss',
      'Kim',
      'Kim',
      '',
      '',
    ])
    expect(found && identityAt(found, 'one').id).toBe('kim')
    await inTx((tx) => tx.clients.put(documentOf('an-attacker', { administrators: [] }), noon))
    expect(await who()).toMatchObject({ id: 'kim', name: 'Kim' })
  })

  it('lose what the document no longer gives them', async () => {
    await inTx((tx) => tx.clients.put(documentOf('two', { administrators: [] }), later(1)))
    expect((await who())?.administers).toEqual(['one'])
  })

  it('are staff and nothing else while the vendor says so, whatever a client’s file says', async () => {
    const staff = { ...kim, id: 'kim-staff', name: 'Kim S.', roles: ['services', 'operator'] } as const
    await inTx((tx) => tx.people.putStaff([staff]))
    expect(await who()).toEqual({
      kind: 'person',
      id: 'kim-staff',
      name: 'Kim S.',
      administers: [],
      roles: ['services', 'operator'],
    })
    expect(await inTx((tx) => tx.people.accountsOf('kim-staff'))).toEqual([account])
    await inTx((tx) => tx.people.putStaff([]))
    expect(await who()).toMatchObject({ id: 'kim', administers: ['one'], roles: [] })
  })
})
