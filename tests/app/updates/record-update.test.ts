import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UpdateWord } from '../../../src/app/use-cases/pipeline.ts'
import { statusCard } from '../../../src/notices/updates/status-card.ts'
import { adminOf, asks, operator, pipeline } from '../../support/cast.ts'
import { buttonsOf, wordsOf } from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { openVendor, planOf, scheduled, startNow, toldBy, updateOf } from '../../support/scene.ts'

const hour = 3_600_000

describe('the word of an updater', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
  })
  afterAll(() => house.close())

  const started = async (client: string, environment: 'production' | 'staging' = 'production') => {
    await scheduled(house, client)
    const update = await updateOf(house, client, environment)
    await startNow(house, update)
    await toldBy(house)
    return update
  }
  const say = async (id: string, word: UpdateWord, actor = pipeline) => {
    const said = await house.app.recordUpdate(id, word, actor)
    return said.ok ? said.value.status : said.refusal.code
  }
  const updated = { status: 'updated', version: null } as const
  const failed = { status: 'failed', detail: 'secret: disk /dev/sda full' } as const

  it('“updated” brings the version, and tells everybody', async () => {
    const { id } = await started('acme')
    expect(await say(id, { status: 'updated', version: '3.9.12+7'.slice(0, 6) })).toBe('updated')
    const client = await house.app.readClient('acme')
    expect(client?.systems.map(({ version }) => version)).toEqual(['3.9.12', '3.9.11'])
    expect(await updateOf(house, 'acme')).toMatchObject({ finishedAt: house.clock.now(), inside: null })
    expect(await toldBy(house)).toEqual([
      'rollout → channel (edit)',
      'update-finished → channel (reply)',
      'update-finished → inbox production',
      'update-finished → mailbox',
      'update-finished → mailbox',
    ])
  })

  it('said twice changes nothing the second time; another word comes too late', async () => {
    const { id, revision } = await updateOf(house, 'acme')
    expect(await say(id, updated)).toBe('updated')
    expect(await say(id, failed)).toBe('wrong-status')
    expect(await say(id, { status: 'updating' })).toBe('wrong-status')
    expect((await updateOf(house, 'acme')).revision).toBe(revision)
    expect((await toldBy(house)).filter((one) => one.startsWith('update-'))).toEqual([])
  })

  it('“updating” is a sign of life', async () => {
    const { id } = await started('alive')
    expect(await say(id, { status: 'updating' })).toBe('updating')
    expect((await toldBy(house)).filter((one) => one.startsWith('update-'))).toEqual([])
  })

  it.each([updated, failed, { status: 'updating' } as const])('$status before the start is refused', async (word) => {
    await scheduled(house, `early-${word.status}`)
    const { id } = await updateOf(house, `early-${word.status}`)
    expect(await say(id, word)).toBe('wrong-status')
  })

  it('about an unknown update is refused', async () => {
    for (const id of ['U-99999', 'x', '']) expect(await say(id, updated)).toBe('unknown-update')
  })

  it('“failed” goes to ops with what the runner said, to the client without it, and is planned for the next window', async () => {
    const update = await started('beta')
    expect(await say(update.id, failed)).toBe('failed')
    const plan = await planOf(house, 'beta')
    expect(plan.map((one) => one.split(' ').slice(0, 3).join(' '))).toContain('production 3.9.12 failed')
    const again = await updateOf(house, 'beta')
    expect(again).toMatchObject({
      status: 'scheduled',
      startsAt: new Date(update.startsAt.getTime() + 7 * 24 * hour),
    })
    expect(again.id).not.toBe(update.id)
    const told = await toldBy(house)
    expect(told).toEqual(
      expect.arrayContaining([
        'update-failed → ops',
        'update-failed → triage',
        'update-failed → mailbox',
        'rollout → channel',
        'rollout → inbox production',
        'rollout → mailbox',
      ]),
    )
    // The plan is production's alone, so staging's inbox does not show it.
    expect(told).not.toContain('rollout → inbox staging')
    for (const { card, place } of house.sent)
      expect(JSON.stringify(card).includes('/dev/sda')).toBe(place.room === 'ops' || place.room === 'triage')
  })

  describe('after a failure', () => {
    const rollout = () =>
      house.sent.findLast(({ card, place }) => card.kind === 'rollout' && place.address.kind === 'channel')?.card
    const systemOf = async (client: string) => (await house.app.readStatus(client))?.systems[0]

    it.each([
      [
        'knows',
        { version: '3.9.10', restored: true, up: true },
        'runs 3.9.10; it was brought back to how it was before; it is up',
        '3.9.10',
      ],
      [
        'halfway',
        { version: null, restored: false, up: false },
        'we do not know yet which version runs; it was not brought back; it is down',
        '3.9.11 before the update that failed',
      ],
      [
        'unsaid',
        null,
        'we do not know yet which version runs and whether it is up',
        '3.9.11 before the update that failed',
      ],
    ] as const)(
      '%s: the new plan says that it failed and how the live system is, and asks anew',
      async (client, live, words, runs) => {
        await scheduled(house, client)
        const update = await updateOf(house, client)
        await house.app.acknowledge({ ...asks(adminOf(client)), client, release: '3.9.12' })
        await startNow(house, update)
        await toldBy(house)
        expect(await say(update.id, { ...failed, ...(live && { live }) })).toBe('failed')
        await toldBy(house)
        const card = rollout()!
        expect(card.title).toContain('is planned anew after a failure')
        expect(wordsOf(card)).toContain(`Live system: ${words}`)
        expect(wordsOf(card)).toMatch(/Last update: 3\.9\.12 failed, Sun \d+ \w+ 20\d\d, 01:00 EST/)
        expect(wordsOf(card)).toContain('that you had seen the one before does not count')
        expect(buttonsOf(card).map(({ verb }) => verb)).toContain('acknowledge')
        expect(card.footer).toBeUndefined()
        const failure = house.sent.filter(({ card: { kind } }) => kind === 'update-failed')
        expect(failure.length).toBeGreaterThan(2)
        for (const one of failure) expect(wordsOf(one.card), one.place.room ?? 'client').toContain(words)
        expect(await systemOf(client)).toMatchObject({
          last: { update: { id: update.id }, live },
          seenBy: [],
        })
        const status = wordsOf(statusCard((await house.app.readStatus(client))!))
        expect(status).toContain(`Runs: ${runs}`)
        expect(status).toContain('Last update: 3.9.12 failed')
        expect(status).toContain(`Live system: ${words}`)
        await house.app.acknowledge({ ...asks(adminOf(client)), client, release: '3.9.12' })
        await toldBy(house)
        expect(rollout()?.footer).toBe('Seen by Ada Lovelace')
        expect((await systemOf(client))?.seenBy).toMatchObject([{ name: 'Ada Lovelace' }])
      },
    )

    it('what becomes known later is kept, and redrawn where it stands', async () => {
      const update = await started('later')
      await say(update.id, { ...failed, live: { version: null, restored: null, up: false } })
      await toldBy(house)
      await say(update.id, { ...failed, live: { version: '3.9.11', restored: true, up: null } })
      expect(await toldBy(house)).toEqual([
        'rollout → channel (edit)',
        'update-failed → ops (edit)',
        'update-failed → triage (edit)',
      ])
      const words = 'runs 3.9.11; it was brought back to how it was before; it is down'
      for (const { card } of house.sent) if (card.kind !== 'release-board') expect(wordsOf(card)).toContain(words)
      expect(await say(update.id, failed)).toBe('failed')
      expect((await toldBy(house)).filter((one) => !one.startsWith('release'))).toEqual([])
      const again = await updateOf(house, 'later')
      await startNow(house, again)
      await say(again.id, { status: 'updated', version: null })
      expect(await systemOf('later')).toMatchObject({ version: '3.9.12', last: { update: { id: again.id } } })
      await say(update.id, { ...failed, live: { version: '3.9.10', restored: null, up: null } })
      expect(await systemOf('later')).toMatchObject({ version: '3.9.12' })
      const status = wordsOf(statusCard((await house.app.readStatus('later'))!))
      expect(status).toMatch(/Last update: 3\.9\.12 went through, Sun \d+ \w+ 20\d\d, 01:00 EST/)
      expect(status).not.toContain('Live system')
    })
  })

  it('“failed” of staging is mailed to nobody, nor is its new plan', async () => {
    const update = await started('gamma', 'staging')
    expect(await say(update.id, failed)).toBe('failed')
    expect((await updateOf(house, 'gamma', 'staging')).status).toBe('scheduled')
    const told = await toldBy(house)
    expect(told.filter((one) => one.includes('mailbox'))).toEqual([])
    expect(told).toEqual(
      expect.arrayContaining(['update-failed → ops', 'update-failed → inbox staging', 'rollout → inbox staging']),
    )
    const suppressed = await house.db
      .selectFrom('deliveries')
      .innerJoin('notices', 'notices.id', 'deliveries.notice')
      .select(['notices.kind', 'deliveries.reason'])
      .where('notices.client', '=', 'gamma')
      .where('deliveries.status', '=', 'suppressed')
      .execute()
    expect(suppressed).toEqual(
      expect.arrayContaining([
        { kind: 'update-failed', reason: 'staging' },
        { kind: 'updates-scheduled', reason: 'staging' },
      ]),
    )
  })

  it('is one word when two come at once', async () => {
    const { id } = await started('race')
    const words = await Promise.all([say(id, updated), say(id, failed), say(id, updated)])
    const won = (await house.app.readUpdate(id))?.status
    expect(words.filter((word) => word === 'wrong-status').length).toBe(won === 'updated' ? 1 : 2)
  })

  it('that does not come within 3 hours makes it stalled, and a person settles it', async () => {
    const { id, startsAt } = await started('silent')
    house.clock.set(new Date(startsAt.getTime() + 3 * hour - 1).toISOString())
    await house.work.tick()
    expect((await updateOf(house, 'silent')).status).toBe('updating')
    house.clock.set(new Date(startsAt.getTime() + 3 * hour).toISOString())
    await toldBy(house)
    await house.work.tick()
    expect((await updateOf(house, 'silent')).status).toBe('stalled')
    const told = await toldBy(house)
    expect(told.filter((one) => one.startsWith('update-stalled'))).toEqual(
      expect.arrayContaining([
        'update-stalled → channel (reply)',
        'update-stalled → inbox production',
        'update-stalled → mailbox',
        'update-stalled → ops',
        'update-stalled → triage',
      ]),
    )
    await house.work.tick()
    expect((await toldBy(house)).filter((one) => one.startsWith('update-'))).toEqual([])
    // It is handed over at most once: nothing is tried again.
    await house.work.startUpdate(id)
    expect(house.jobs.filter(({ update }) => update === id)).toHaveLength(1)
    expect(await say(id, updated, operator)).toBe('updated')
    expect((await house.app.readHistory('silent', 2)).map(({ action, actor }) => [action, actor.name])).toEqual([
      ['update-finished', 'Olga Operator'],
      ['update-stalled', 'Zerotouch'],
    ])
  })
})
