import { expect, it } from 'vitest'
import { administrators, channels, staff } from '../../sandbox/sample-people.ts'
import { formWords, initialOf, personIn, saysOf, standing, standingSays } from '../support/person.ts'
import { useSandbox } from '../support/sandbox.ts'
import { findElement } from '../support/slack-blocks.ts'
import { wordsOf } from '../support/slack-client.ts'

const sandbox = useSandbox()
const [ada] = administrators.acme
const [clara] = administrators.beta
const [emma] = administrators.gamma

const first = 'Sun 11 Mar 2035, 01:00 EST (America/Toronto)'
const rollout = /Acme College: release 3\.9\.12/

it('shows the clean report, and the notice with both systems at one time, in the client’s channel', async () => {
  const report = await standing(sandbox(), channels.acme, /System Health report/)
  expect(wordsOf(report ?? {})).toMatch(/3\.9\.12.*3,366 tests: 3,366 passed/s)
  const card = await standing(sandbox(), channels.acme, rollout)
  for (const system of ['Production', 'Staging'] as const) expect(saysOf(card ?? {}, system)).toContain(first)
  const words = wordsOf(card ?? {})
  expect(words).toContain('about 60 minutes')
  expect(words).toContain('<https://vendor.example/releases/3.9.12|release notes>')
  for (const button of ['Reschedule', 'Cancel', 'Acknowledge'])
    expect(() => findElement(card?.blocks ?? [], button)).not.toThrow()
})

it('shows a failing report with the first failures and what they said, and to specialists the findings', async () => {
  const report = wordsOf((await standing(sandbox(), channels.beta, /System Health report/)) ?? {})
  expect(report).toContain('4,239 tests: 4,207 passed, 2 failed, 30 skipped')
  expect(report).toMatch(/gets changed files for hg.*Error: abort: empty revision range/s)
  expect(report).toMatch(/copy of your live environment/)
  const triage = (await sandbox().slack.messages(channels.triage)).map(wordsOf)
  for (const finding of ['F-1', 'F-2'])
    expect(triage.filter((words) => words.includes(finding) && /Beta Universität/.test(words))).toHaveLength(1)
  expect(await standing(sandbox(), channels.beta, /release 3\.9\.12 is scheduled/)).toBeUndefined()
})

it('links the release notes from the report', async () => {
  const report = await standing(sandbox(), channels.beta, /System Health report/)
  const { element } = findElement(report?.blocks ?? [], 'Release notes')
  expect(element.url).toBe('https://vendor.example/releases/3.9.12')
})

it('told every administrator once by mail, for both systems, and nobody else', async () => {
  const mails = (await sandbox().mail.all()).filter(({ to }) => /@(acme|beta|gamma)\./.test(to[0]?.address ?? ''))
  expect(mails.map(({ to }) => to[0]?.address).sort()).toEqual(['ada@acme.example', 'bob@acme.example'])
  for (const { text } of mails) expect(text).toMatch(/Production.*01:00 EST.*Staging.*01:00 EST.*60 minutes/is)
})

it('answers status, health, help and an empty command, each to the asker alone', async () => {
  const asker = personIn(sandbox(), ada.user, channels.acme)
  const status = await asker.ask('status')
  expect(status.ephemeral_to).toBe(ada.user)
  expect(saysOf(status, 'Production')).toMatch(/3\.9\.11.*3\.9\.12/s)
  expect(wordsOf(status)).toContain('Sundays, 01:00 to 05:00')
  expect(wordsOf(await asker.ask('health acme'))).toContain('3,366 tests: 3,366 passed')
  const help = wordsOf(await asker.ask('help'))
  for (const verb of ['status', 'health', 'reschedule', 'cancel', 'urgent', 'acknowledge', 'history', 'policy'])
    expect(help).toContain(`/update ${verb}`)
  expect(help).not.toContain('accept-request')
  const menu = await asker.ask('')
  const chosen = await asker.pressForAnswer(menu, 'Status')
  expect(saysOf(chosen, 'Staging')).toContain('3.9.12')
})

it('shows a copy that is still being checked', async () => {
  const asker = personIn(sandbox(), emma.user, channels.gamma)
  expect(wordsOf(await asker.ask('health'))).toMatch(/The copy is checked: now/)
  expect(wordsOf(await asker.ask('status'))).toMatch(/being checked on a copy/)
})

it('has a home tab with the reader’s systems, whose buttons work', async () => {
  const { slack } = sandbox()
  const home = await slack.openHome(ada.user)
  expect(saysOf(home, 'Production')).toMatch(/3\.9\.12/)
  const asker = personIn(sandbox(), ada.user, channels.acme)
  const form = await asker.formAfter(() => slack.clickHome(ada.user, 'Reschedule'))
  expect(formWords(form)).toMatch(/Reschedule update.*acme\/production/s)
  await asker.closeForm()
})

it('shows a client’s channel that client only, and a stranger to it nothing', async () => {
  const other = 'Another channel, please'
  expect(wordsOf(await personIn(sandbox(), ada.user, channels.acme).ask('health gamma'))).toContain(other)
  expect(wordsOf(await personIn(sandbox(), staff.ivy.user, channels.acme).ask('status beta'))).toContain(other)
  const clarasView = personIn(sandbox(), clara.user, channels.acme)
  const refusal = wordsOf(await clarasView.ask('status'))
  expect(refusal).toContain('That is not possible')
  expect(refusal).not.toMatch(/Acme College|3\.9\.1/)
  const guess = wordsOf(await personIn(sandbox(), clara.user, channels.ops).ask('status nowhere'))
  const acme = wordsOf(await personIn(sandbox(), clara.user, channels.ops).ask('status acme'))
  expect(guess).toBe(acme)
})

it('knows nobody by name only', async () => {
  const stranger = personIn(sandbox(), 'USTRANGER', channels.acme)
  expect(wordsOf(await stranger.ask('status'))).toContain('I do not know you yet')
})

it('refuses the buttons of a card to the administrator of another client, and changes nothing', async () => {
  const card = await standing(sandbox(), channels.acme, rollout)
  if (!card) throw new Error('no card')
  const outsider = personIn(sandbox(), clara.user, channels.acme)
  for (const button of ['Reschedule', 'Cancel', 'Acknowledge'])
    expect(wordsOf(await outsider.pressForAnswer(card, button))).toContain('That is not possible')
  expect(await standing(sandbox(), channels.acme, rollout)).toEqual(card)
})

it('moves one system by typed words: a form on the client’s clock, old and new, then the card everywhere', async () => {
  const { slack, mail, api } = sandbox()
  const mails = (await mail.all()).length
  const asker = personIn(sandbox(), ada.user, channels.acme)
  const form = await asker.open('reschedule acme/staging sunday 2am')
  expect(initialOf(form)).toEqual({ date: '2035-03-04', time: '02:00' })
  expect(formWords(form)).toMatch(/acme\/staging.*America\/Toronto/s)

  const confirmation = await asker.fill()
  expect(formWords(confirmation.view)).toMatch(
    /Old start.*Sun 11 Mar 2035, 01:00 EST.*New start.*Sun 4 Mar 2035, 02:00 EST/s,
  )
  const done = await asker.finish()
  expect(done.words).toMatch(/acme\/staging is moved.*Production stays at Sun 11 Mar 2035, 01:00 EST/s)
  expect(await slack.lastView()).toBeUndefined()

  const card = await standingSays(sandbox(), channels.acme, rollout, (message) =>
    /4 Mar 2035, 02:00 EST.*moved by Ada Lovelace/s.test(saysOf(message, 'Staging')),
  )
  expect(card.edited).toBeDefined()
  expect(saysOf(card, 'Production')).toContain(first)
  expect(saysOf(card, 'Production')).not.toContain('moved by')
  const cards = (await slack.messages(channels.acme)).filter(
    (message) => !message.thread_ts && !message.ephemeral_to && rollout.test(wordsOf(message)),
  )
  expect(cards).toHaveLength(1)

  await sandbox().settled()
  expect((await mail.all()).length).toBe(mails)
  const { body } = await api.get('/v1/systems/acme/staging/notices')
  expect(body['items']).toMatchObject([{ kind: 'update-rescheduled' }, { kind: 'rollout' }])
  expect(await startsOf('acme')).toEqual({
    production: '2035-03-11T06:00:00.000Z',
    staging: '2035-03-04T07:00:00.000Z',
  })
})

it('moves production by the card’s button, and tells both administrators by mail', async () => {
  const { mail, api } = sandbox()
  const before = (await mail.all()).length
  const bob = personIn(sandbox(), administrators.acme[1].user, channels.acme)
  const card = await standing(sandbox(), channels.acme, rollout)
  const form = await bob.pressForForm(card ?? missing(), 'Reschedule')
  expect(initialOf(form)).toEqual({ date: '2035-03-11', time: '01:00' })
  const confirmation = await bob.fill({ date: '2035-03-14', time: '13:15' })
  expect(formWords(confirmation.view)).toContain('Outside your maintenance windows')
  expect(formWords(confirmation.view)).toContain('Wed 14 Mar 2035, 13:15 EDT')
  await bob.finish()
  await standingSays(sandbox(), channels.acme, rollout, (message) =>
    /14 Mar 2035, 13:15 EDT.*moved by Bob Byron/s.test(saysOf(message, 'Production')),
  )
  await sandbox().settled()
  const news = (await mail.all()).slice(before)
  expect(news.map(({ to }) => to[0]?.address).sort()).toEqual(['ada@acme.example', 'bob@acme.example'])
  for (const { news: told, text } of news) {
    expect(told).toContain('production')
    expect(text).toMatch(/01:00 EST.*13:15 EDT.*Bob Byron.*60 minutes/s)
  }
  const { body } = await api.get('/v1/systems/acme/production/notices')
  expect(body['items']).toMatchObject([{ kind: 'update-rescheduled' }, {}, {}])
})

it('says beside the field what is wrong with a time, and keeps the form open', async () => {
  const asker = personIn(sandbox(), ada.user, channels.acme)
  const form = await asker.open('reschedule acme/staging')
  const wrong = async (date: string, time: string) => (await asker.fill({ date, time })).errors
  expect(await wrong('2035-02-27', '02:00')).toEqual({ time: expect.stringMatching(/60 minutes/) })
  // It is 07:00 in Toronto.
  expect(await wrong('2035-02-28', '07:45')).toEqual({ time: expect.stringMatching(/60 minutes/) })
  expect(await wrong('2035-03-04', '02:10')).toEqual({ time: expect.stringMatching(/quarter-hour/) })
  expect(await wrong('2035-03-11', '02:30')).toEqual({ time: expect.stringMatching(/does not exist|skip/i) })
  expect(await wrong('2035-03-04', '02:00')).toEqual({ time: expect.stringMatching(/already/) })
  expect(await wrong('2035-04-16', '02:00')).toEqual({ time: expect.stringMatching(/Sun 15 Apr 2035/) })
  expect((await sandbox().slack.lastView())?.id).toBe(form.id)
  await asker.closeForm()
})

it('moves nothing before the confirmation, and asks a typed time that is wrong for another', async () => {
  const asker = personIn(sandbox(), ada.user, channels.acme)
  const past = await asker.ask('reschedule acme/staging 2035-02-27 02:00')
  expect(wordsOf(past)).toMatch(/Not possible for acme\/staging.*Rule: too-soon/s)
  const form = await asker.pressForForm(past, 'Choose another time')
  expect(initialOf(form)).toEqual({ date: '2035-03-04', time: '02:00' })
  await asker.fill({ date: '2035-03-05', time: '02:00' })
  await asker.closeForm()
  expect(await startsOf('acme')).toMatchObject({ staging: '2035-03-04T07:00:00.000Z' })
})

it('offers to move the other system, too, and then moves that one', async () => {
  const asker = personIn(sandbox(), ada.user, channels.acme)
  await asker.open('reschedule acme/staging 2035-03-06 03:00')
  await asker.fill()
  const { message } = await asker.finish()
  const confirmation = await asker.pressForForm(message ?? missing(), 'Move production, too')
  expect(formWords(confirmation)).toMatch(/acme\/production.*Tue 6 Mar 2035, 03:00 EST/s)
  await asker.finish()
  await standingSays(sandbox(), channels.acme, rollout, (message) =>
    saysOf(message, 'Production').includes('6 Mar 2035, 03:00 EST'),
  )
})

async function startsOf(client: string): Promise<Record<string, string>> {
  const { body } = await sandbox().api.get(`/v1/updates?client=${client}`)
  const items = body['items'] as { environment: string; startsAt: string }[]
  return Object.fromEntries(items.map(({ environment, startsAt }) => [environment, startsAt]))
}

function missing(): never {
  throw new Error('the card is not there')
}
