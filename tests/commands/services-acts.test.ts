import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asks, receivedReport, specialist } from '../support/cast.ts'
import { type Chat, cardOf, channelOf, chatWith, formOf, roomOf, sam, wordsOf } from '../support/chat.ts'
import { clientDocument, type House, openHouse } from '../support/house.ts'
import {
  available,
  healthy,
  onFile,
  openVendor,
  planOf,
  scheduled,
  toldBy,
  updateOf,
  verificationOf,
} from '../support/scene.ts'

const room = roomOf('services')
const hour = 60 * 60_000

describe('what services does for a client', () => {
  let house: House
  let chat: Chat
  beforeAll(async () => {
    // Before the night on which Toronto’s clocks go back.
    house = await openHouse('2026-10-20T12:00:00Z')
    await openVendor(house)
    await available(house, '3.9.12')
    chat = chatWith(house)
  })
  afterAll(() => house.close())

  const type = (line: string) => chat.type(sam, line, room)
  /** Fills in the form that a typed line opens, and confirms it where that is asked for. */
  const does = async (line: string, filled = {}) => {
    const answer = await chat.submit(sam, formOf(await type(line)), filled, room)
    return cardOf(answer.type === 'form' ? await chat.submit(sam, answer.form, {}, room) : answer)
  }
  const acts = async (client: string) =>
    (await house.app.readHistory(client, 20))
      .filter(({ actor }) => actor.id === 'sam')
      .map(({ action, detail, actor }) => [action, detail['reason'], actor.forVendor])

  it('schedule: not while a finding is open or confirmed; once accepted, the client needs nobody', async () => {
    await onFile(house, 'finds')
    const received = await house.app.receiveReport(await verificationOf(house, 'finds'), receivedReport(4_000, [{}]))
    const [finding] = received.ok ? received.value.findings : []
    const line = 'schedule finds/production 2026-11-10 02:00 they called'
    expect(wordsOf(await does(line))).toMatch(/is reported\. It must have passed, with no open or confirmed finding/)
    const about = { finding: finding?.id ?? '', seen: null, others: null, note: null, forClient: false }
    await house.app.confirmFinding({ ...asks(specialist), ...about, ticket: 'LMS-1' })
    expect(wordsOf(await does(line))).toMatch(/is blocked\. It must have passed/)
    expect(await planOf(house, 'finds')).toEqual([])
    await house.app.acceptFinding({ ...asks(specialist), ...about, reason: 'known' })
    expect(await planOf(house, 'finds')).toHaveLength(2)
  })

  it('schedule: a hotfix, once its copy is healthy', async () => {
    await available(house, '3.9.12.1', 'hotfix')
    await onFile(house, 'hot')
    const line = 'schedule hot/production 2026-11-10 02:00 they called'
    expect(wordsOf(await does(line, { release: '3.9.12.1' }))).toContain('was not made')
    await healthy(house, 'hot', '3.9.12.1')
    expect(await planOf(house, 'hot')).toEqual([])
    expect((await does(line, { release: '3.9.12.1' })).title).toBe('hot/production is scheduled')
    expect(await planOf(house, 'hot')).toEqual(['production 3.9.12.1 scheduled 2026-11-10T07:00Z'])
  })

  it('schedule: not what runs there already', async () => {
    const [production, staging] = clientDocument('new', 'America/Toronto').systems
    await onFile(house, 'new', { systems: [{ ...production!, version: '3.9.12' }, staging!] })
    expect(
      wordsOf(await does('schedule new/production 2026-11-10 02:00 they called', { release: '3.9.12' })),
    ).toContain('new/production runs 3.9.12 already')
  })

  it('schedule: asks which one is meant of a time that comes twice', async () => {
    await scheduled(house, 'twice')
    await does('cancel twice/production exams')
    const form = formOf(await type('schedule twice/production 2026-11-01 01:30 they called'))
    const which = form.fields.find(({ type, name }) => type === 'choice' && name !== 'release')
    const options = which?.type === 'choice' ? which.options : []
    expect(options.map(({ label }) => label)).toEqual([expect.stringContaining('EDT'), expect.stringContaining('EST')])
    const confirm = await chat.submit(sam, form, { [which?.name ?? '']: options[1]?.value ?? '' }, room)
    expect(cardOf(confirm).title).toBe('twice/production is scheduled')
    expect((await updateOf(house, 'twice')).startsAt.toISOString()).toBe('2026-11-01T06:30:00.000Z')
  })

  it('each act asks for a reason, which is written down with who did it', async () => {
    await scheduled(house, 'audited')
    const move = formOf(await type('reschedule audited/production 2026-11-10 02:00'))
    const asked = await chat.submit(sam, move, {}, room)
    expect(asked.type === 'field-errors' && asked.errors['reason']).toContain('say why')
    await does('reschedule audited/production 2026-11-10 02:00', { reason: 'moved by phone' })
    await does('cancel audited/production called off by phone')
    await does('reschedule audited/production 2026-11-11 02:00', { reason: 'on again' })
    await does('cancel audited/staging staging, too')
    await does('schedule audited/staging 2026-11-12 02:00 and back')
    expect((await acts('audited')).reverse()).toEqual([
      ['update-rescheduled', 'moved by phone', true],
      ['update-cancelled', 'called off by phone', true],
      ['update-restored', 'on again', true],
      ['update-cancelled', 'staging, too', true],
      ['update-scheduled', 'and back', true],
    ])
  })

  it('cancel: in the last four hours, too, and the client reads who did it', async () => {
    await scheduled(house, 'late')
    const { startsAt } = await updateOf(house, 'late')
    await toldBy(house)
    house.clock.set(new Date(startsAt.getTime() - 3 * hour).toISOString())
    const admin = { platform: 'slack' as const, workspace: 'T1', user: 'ULATE1' }
    const refused = cardOf(await chat.type(admin, 'cancel late/production exams', channelOf('late')))
    expect(refused.footer).toBe('Rule: too-late')
    await does('cancel late/production they called')
    expect(await updateOf(house, 'late')).toMatchObject({ status: 'cancelled', cancelledBy: 'vendor' })
    await toldBy(house)
    const told = house.sent.filter(({ card, place }) => card.kind === 'update-cancelled' && place.client === 'late')
    expect(told.map(({ place }) => place.address.kind)).toEqual(expect.arrayContaining(['channel', 'mailbox', 'inbox']))
    for (const { card } of told) expect(wordsOf(card)).toMatch(/Sam Services[\s\S]*they called/)
  })
})
