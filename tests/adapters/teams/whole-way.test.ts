import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pipeline } from '../../support/cast.ts'
import { healthy, planOf } from '../../support/scene.ts'
import {
  ada,
  bob,
  channelOf,
  openTeamsHouse,
  staff,
  type TeamsHouse,
  teamsDocument,
} from '../../support/teams-house.ts'

let teams: TeamsHouse
beforeAll(async () => {
  teams = await openTeamsHouse()
  await teams.house.app.putClient(teamsDocument('acme'), null, pipeline)
  await healthy(teams.house, 'acme')
  await teams.quiet()
})
afterAll(() => teams.close())

const here = channelOf('acme')
const plan = () => planOf(teams.house, 'acme')
/** The card that stands for the roll-out, as everybody sees it. */
const standing = async () => {
  const shown = await teams.chat.shown(here)
  return shown.find(({ isReply, buttons }) => !isReply && buttons.includes('Reschedule'))
}

describe('a whole rescheduling in Teams', () => {
  test('stands in the channel with its buttons', async () => {
    expect((await standing())?.text).toContain('Sun 6 Dec 2026, 01:00 EST')
    expect((await standing())?.buttons).toEqual(expect.arrayContaining(['Reschedule', 'Cancel']))
  })

  test('date and time are inputs on the client’s clock, errors stand beside them, and it is confirmed', async () => {
    const { chat } = teams
    const form = await chat.press(ada, here, 'Reschedule')
    expect(form).toMatchObject({
      kind: 'form',
      fields: { date: '2026-12-06', time: '01:00' },
      text: expect.stringContaining('America/Toronto'),
    })
    for (const [time, words] of [
      ['01:07', /quarter/],
      ['nonsense', /./],
    ] as const)
      expect(await chat.fill(ada, { time })).toMatchObject({
        kind: 'errors',
        errors: { time: expect.stringMatching(words) },
      })
    expect(await chat.fill(ada, { date: '2027-06-01', time: '01:00' })).toMatchObject({ kind: 'errors' })
    const confirm = await chat.fill(ada, { date: '2026-12-08', time: '02:00' })
    expect(confirm).toMatchObject({
      kind: 'form',
      text: expect.stringContaining('Tue 8 Dec 2026, 02:00 EST'),
    })
    expect(await plan()).toContain('production 3.9.12 scheduled 2026-12-06T06:00Z')
    expect(await chat.fill(ada, {})).toMatchObject({
      kind: 'card',
      text: expect.stringContaining('is moved'),
    })
    expect(await plan()).toContain('production 3.9.12 scheduled 2026-12-08T07:00Z')
  })

  test('the card is edited in place for everybody, with who did it; the news stands below', async () => {
    const before = teams.microsoft.posted.length
    await teams.quiet()
    expect((await standing())?.text).toContain('moved by Ada Lovelace')
    const replies = (await teams.chat.shown(here)).filter(({ isReply }) => isReply)
    expect(replies.map(({ text }) => text)).toEqual([expect.stringContaining('production: update moved')])
    expect(teams.microsoft.posted.length).toBe(before + 1)
  })
})

describe('the same button', () => {
  test('pressed twice at once has one effect and one answer', async () => {
    const { chat, house } = teams
    await chat.press(ada, here, 'Reschedule')
    await chat.fill(ada, { date: '2026-12-09', time: '02:00' })
    const moves = async () =>
      (await house.app.readHistory('acme', 50)).filter(({ action }) => action === 'update-rescheduled').length
    const before = await moves()
    const [one, two] = await Promise.all([chat.fill(ada, {}), chat.fill(ada, {})])
    expect(one).toMatchObject({ kind: 'card', text: expect.stringContaining('is moved') })
    expect(two).toEqual(one)
    expect(await moves()).toBe(before + 1)
    await teams.quiet()
  })

  test('out of date is refused, says so, and is redrawn with what is true now', async () => {
    const { chat } = teams
    // Bob has the form of this morning before him; meanwhile Ada moves it.
    await chat.press(bob, here, 'Reschedule')
    await chat.press(ada, here, 'Reschedule')
    await chat.fill(ada, { date: '2026-12-10', time: '02:00' })
    await chat.fill(ada, {})
    await teams.quiet()
    const before = await plan()
    const refused = await chat.fill(bob, { date: '2026-12-11', time: '02:00' })
    expect(refused).toMatchObject({ kind: 'card', text: expect.stringContaining('Thu 10 Dec 2026, 02:00') })
    expect(await plan()).toEqual(before)
    // What he sees now has buttons of the present: the same wish is granted.
    expect(await chat.press(bob, here, 'Reschedule')).toMatchObject({ fields: { date: '2026-12-10' } })
    await chat.fill(bob, { date: '2026-12-11', time: '02:00' })
    expect(await chat.fill(bob, {})).toMatchObject({ text: expect.stringContaining('is moved') })
    await teams.quiet()
    expect((await standing())?.text).toContain('moved by Bob Marley')
  })

  test('of a message that everybody has since seen edited is stale, too', async () => {
    const { chat, microsoft } = teams
    const old = microsoft.posted.find(({ conversation, edits }) => conversation === here && edits > 0)
    const drawn = structuredClone(old!.card)
    await chat.press(ada, here, 'Reschedule')
    await chat.fill(ada, { date: '2026-12-12', time: '02:00' })
    await chat.fill(ada, {})
    await teams.quiet()
    const now = old!.card
    // A client that has not heard of the edit still shows the card of before.
    old!.card = drawn
    const seen = await chat.press(bob, here, 'Cancel')
    old!.card = now
    expect(JSON.stringify(seen)).toMatch(/meanwhile|changed/i)
    expect(await plan()).toContain('production 3.9.12 scheduled 2026-12-12T07:00Z')
  })
})

describe('linking from Teams', () => {
  /** What the bot says where it is put. */
  const greeting = async (channel: string): Promise<string> => {
    await teams.install(channel)
    return (await teams.chat.shown(channel)).at(-1)?.text ?? ''
  }

  test('a channel that is linked to nobody is greeted with what links it', async () => {
    const words = await greeting(channelOf('new'))
    expect(words).toContain('once the vendor has linked it to you: by saying @Zerotouch link here')
    expect(words).toContain(channelOf('new'))
  })

  test('one that is linked already is greeted with whose updates are told in it, and what can be typed', async () => {
    const words = await greeting(here)
    expect(words).toContain('Updates of Acme College’s servers are told here')
    expect(words).toContain('Type @Zerotouch status to see what is planned')
    expect(words).not.toMatch(/link here|Tenant/)
    expect((await teams.chat.shown(here)).at(-1)?.buttons).toEqual(['Status', 'Help'])
  })

  test('a member of staff links a channel with a mention; it is welcomed through the ledger', async () => {
    const { chat, house } = teams
    await house.ports.inTransaction((tx) =>
      tx.people.putStaff([
        { id: 'sam', name: 'Sam', email: 'sam@vendor.example', roles: ['services'], accounts: [staff] },
      ]),
    )
    const fresh = channelOf('new')
    expect(await chat.say(staff, fresh, 'link acme')).toMatchObject({
      kind: 'form',
      text: expect.stringContaining('Acme College'),
    })
    // Everybody in the channel sees that form; nobody else may send it.
    const form = await chat.fill(staff, {})
    expect(form).toMatchObject({ kind: 'card', text: expect.stringContaining('Linked to Acme College') })
    await teams.quiet()
    const shown = (await chat.shown(fresh)).map(({ text }) => text)
    expect(shown.join('\n')).toContain('This channel follows Acme College from now on')
    expect(shown.join('\n')).toContain('3.9.12')
    expect(await chat.say(ada, fresh, 'status')).toMatchObject({
      text: expect.stringContaining('Acme College'),
    })
  })

  test('where the bot was removed the place is gone, and comes back when it is linked again', async () => {
    const { chat, microsoft, house } = teams
    const fresh = channelOf('new')
    const place = () => house.app.whereIs({ platform: 'teams', workspace: ada.workspace, channel: fresh })
    microsoft.next(/POST .*new.*activities/, {
      status: 403,
      body: { error: { code: 'BotNotInConversationRoster' } },
    })
    await house.app.readStatus('acme')
    await chat.press(ada, here, 'Reschedule')
    await chat.fill(ada, { date: '2026-12-13', time: '02:00' })
    await chat.fill(ada, {})
    await teams.quiet()
    expect((await place())?.gone).toBe(true)
    expect(await greeting(fresh)).toContain(
      'This channel was linked to Acme College, and messages did not get through.',
    )
    expect(await chat.say(staff, fresh, 'link')).toMatchObject({ text: expect.stringContaining('as before') })
    await teams.quiet()
    expect((await place())?.gone).toBe(false)
    expect((await chat.shown(fresh)).at(-1)?.text).toContain('Sun 13 Dec 2026, 02:00')
  })
})

describe('settings in Teams', () => {
  test('windows: what is wrong stands at its input, and what they come to is confirmed', async () => {
    const { chat, house } = teams
    expect(await chat.say(ada, here, 'settings windows')).toMatchObject({
      kind: 'form',
      fields: { windows: 'SUN 01:00-05:00', zone: 'America/Toronto' },
    })
    expect(await chat.fill(ada, { windows: 'whenever' })).toMatchObject({
      kind: 'errors',
      errors: { windows: expect.stringContaining('is not a window') },
    })
    expect(await chat.fill(ada, { windows: 'TUE 02:00-06:00' })).toMatchObject({
      kind: 'form',
      text: expect.stringContaining('Next openings'),
    })
    expect(await chat.fill(ada, {})).toMatchObject({
      text: expect.stringContaining('Tuesdays, 02:00 to 06:00'),
    })
    expect((await house.app.readClient('acme'))?.windows).toEqual(['TUE 02:00-06:00'])
  })

  test('what comes to me fits into a card with all its choices', async () => {
    const { chat, house } = teams
    expect(await chat.say(bob, here, 'settings notices')).toMatchObject({
      kind: 'form',
      fields: { quietFrom: '21', quietUntil: '7', reminders: 'mail', changes: 'yes' },
    })
    expect(await chat.fill(bob, { quietFrom: '7' })).toMatchObject({
      kind: 'errors',
      errors: { quietUntil: expect.stringContaining('Choose another hour') },
    })
    expect(await chat.fill(bob, { quietFrom: '20', progress: 'no' })).toMatchObject({
      text: expect.stringContaining('20:00 to 07:00'),
    })
    const person = (await house.app.readClient('acme'))?.administrators.find(({ id }) => id === 'acme-bob')
    expect(person?.settings).toMatchObject({
      quietHours: { from: 20, until: 7 },
      off: { mail: ['progress'] },
    })
  })
})
