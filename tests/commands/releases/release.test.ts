import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buttonOf,
  buttonsOf,
  type Chat,
  cardOf,
  chatWith,
  errorsOf,
  formOf,
  roomOf,
  slackUser,
  wordsOf,
} from '../../support/chat.ts'
import { type House, openHouse, pipeline, receivedReport } from '../../support/house.ts'
import { openVendor, scheduled, toldBy, updateOf } from '../../support/scene.ts'

const olga = slackUser('T0', 'olga')
const sam = slackUser('T0', 'sam')
const ops = roomOf('ops')

describe('release', () => {
  let house: House
  let chat: Chat
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    chat = chatWith(house)
    await scheduled(house, 'acme')
    await scheduled(house, 'beta')
  })
  afterAll(() => house.close())
  const say = (line: string, who = olga) => chat.type(who, `release ${line}`, ops)

  it('alone lists them, and each leads to its board', async () => {
    const card = cardOf(await say(''))
    expect(wordsOf(card)).toContain('3.9.12 (regular) is available')
    const board = cardOf(await chat.press(olga, buttonOf(card, '3.9.12'), ops))
    expect(board).toEqual(cardOf(await say('3.9.12')))
    expect(board.kind).toBe('release-board')
    expect(buttonsOf(board).map(({ label }) => label)).toEqual(['Pause', 'Withdraw'])
  })

  it('is registered with a form, and says how its gate is passed', async () => {
    const form = formOf(await say('publish 3.9.13 https://vendor.example/3.9.13'))
    expect(
      errorsOf(await chat.submit(olga, form, { version: 'new', notes: 'x', waves: '9%', gap: '1y' }, ops)),
    ).toEqual({
      version: expect.any(String),
      notes: expect.any(String),
      waves: expect.any(String),
      gap: expect.any(String),
    })
    expect(errorsOf(await chat.submit(olga, form, { gap: '7d' }, ops))).toHaveProperty('waves')
    const filled = { kind: 'security', waves: '10%,100%', gap: '7d' }
    const card = cardOf(await chat.submit(olga, form, filled, ops))
    expect(wordsOf(card)).toContain('zerotouch release publish 3.9.13 --gate')
    expect(await house.app.readRelease('3.9.13')).toMatchObject({
      kind: 'security',
      status: 'candidate',
      notesUrl: 'https://vendor.example/3.9.13',
      waves: { shares: [10, 100], gapHours: 168 },
    })
    const again = formOf(await say('publish 3.9.12 https://vendor.example/other'))
    expect(wordsOf(cardOf(await chat.submit(olga, again, {}, ops)))).toContain('choose another version')
    const respelled = formOf(await say('publish 3.09.12 https://vendor.example/3.9.12'))
    expect(wordsOf(cardOf(await chat.submit(olga, respelled, {}, ops)))).toContain('3.09.12 equals 3.9.12')
  })

  it('that was refused says what its report counted, and how much was missing', async () => {
    await house.app.judgeRelease('3.9.13', receivedReport(20_990), pipeline)
    const card = cardOf(await say('3.9.13'))
    expect(wordsOf(card)).toMatch(/did not pass its gate[\s\S]*20,990 passed/)
    expect(wordsOf(card)).toContain('20,990 tests passed; more than 21,000 must, so 11 are missing.')
    await toldBy(house)
    const told = house.sent.find((one) => one.card.kind === 'release-refused')
    expect(told?.place.room).toBe('ops')
    expect(wordsOf(told?.card ?? card)).toContain('20,990 tests passed; more than 21,000 must, so 11 are missing.')
  })

  it('is paused after a form that says how many it holds, with a reason', async () => {
    const form = formOf(await say('pause 3.9.12 log-ins fail'))
    expect(JSON.stringify(form.blocks)).toContain('4 planned starts will be held')
    expect(errorsOf(await chat.submit(olga, form, { reason: ' ' }, ops))).toHaveProperty('reason')
    expect(errorsOf(await chat.submit(olga, form, { reason: 'x'.repeat(1001) }, ops))).toHaveProperty('reason')
    expect((await updateOf(house, 'acme')).status).toBe('scheduled')
    expect(wordsOf(cardOf(await chat.submit(olga, form, {}, ops)))).toContain('Paused.')
    expect(await updateOf(house, 'acme')).toMatchObject({
      status: 'held',
      inside: { inside: 'log-ins fail' },
    })
    // Sent twice, it says what is so by now.
    expect(wordsOf(cardOf(await chat.submit(olga, form, {}, ops)))).toContain('is paused')
  })

  it('is resumed with the button that ops was told with', async () => {
    await toldBy(house)
    const told = house.sent.find((one) => one.card.kind === 'release-paused')?.card
    if (!told) throw new Error('ops was not told')
    const form = formOf(await chat.press(olga, buttonOf(told, 'Resume'), ops))
    await chat.submit(olga, form, { reason: 'mended' }, ops)
    expect((await updateOf(house, 'acme')).status).toBe('scheduled')
    expect(wordsOf(cardOf(await chat.press(olga, buttonOf(told, 'Resume'), ops)))).toContain('is available')
  })

  it('is withdrawn for good, unless it changed under the form', async () => {
    const form = formOf(await say('withdraw 3.9.12 grades get lost'))
    expect(JSON.stringify(form.blocks)).toContain('This cannot be taken back')
    await house.app.pauseRelease('3.9.12', 'meanwhile', pipeline)
    expect(wordsOf(cardOf(await chat.submit(olga, form, {}, ops)))).toContain('is paused by now')
    const fresh = formOf(await say('withdraw 3.9.12 grades get lost'))
    expect(wordsOf(cardOf(await chat.submit(olga, fresh, {}, ops)))).toContain('Withdrawn.')
    expect(await updateOf(house, 'beta')).toMatchObject({ status: 'cancelled', cancelledBy: 'vendor' })
    expect(buttonsOf(cardOf(await say('3.9.12')))).toEqual([])
  })

  it.each(['publish 5.0 https://v.example', 'pause 3.9.12', 'resume 3.9.12', 'withdraw 3.9.12'])(
    '%s is for operators; others may look',
    async (line) => {
      expect(wordsOf(cardOf(await say(line, sam)))).toContain('Operators register')
      expect(cardOf(await say('3.9.12', sam)).kind).toBe('release-board')
    },
  )

  it.each(['9.9.9', 'pause 9.9.9', 'pause nonsense', 'explode 3.9.12', 'resume 3.9.12 x'])(
    '%s changes nothing and says why',
    async (line) => {
      expect(cardOf(await say(line)).kind).toBe('refusal')
    },
  )
})
