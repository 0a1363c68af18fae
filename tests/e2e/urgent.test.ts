import { expect, it } from 'vitest'
import { administrators, channels, staff } from '../../sandbox/sample-people.ts'
import { formWords, initialOf, personIn, saysOf, standing, standingSays } from '../support/person.ts'
import { plannedFor } from '../support/play.ts'
import { useSandbox } from '../support/sandbox.ts'
import { findElement } from '../support/slack-blocks.ts'
import { type Message, wordsOf } from '../support/slack-client.ts'

const sandbox = useSandbox()
const [ada] = administrators.acme
const [clara, dieter] = administrators.beta
const [emma, finn] = administrators.gamma

const ivyIn = () => personIn(sandbox(), staff.ivy.user, channels.services)
const requestCard = async (about: RegExp): Promise<Message> =>
  standingSays(sandbox(), channels.services, about, () => true)

it('brings a request before services, and says so to the asker, the channel and both administrators', async () => {
  const { mail } = sandbox()
  const before = (await mail.all()).length
  const person = personIn(sandbox(), clara.user, channels.beta)
  const answer = await person.ask('urgent beta/production 3.9.12 grades are not saved')
  expect(wordsOf(answer)).toMatch(/R-1.*services team.*3\.9\.12.*beta\/production/s)
  const card = await requestCard(/R-1/)
  expect(wordsOf(card)).toMatch(/beta\/production.*3\.9\.12.*Clara Schumann.*grades are not saved/s)
  for (const button of ['Accept', 'Decline', 'Claim'])
    expect(() => findElement(card.blocks ?? [], button)).not.toThrow()
  await sandbox().slack.waitForMessage(channels.beta, /Clara Schumann asked for release 3\.9\.12/)
  await sandbox().settled()
  const news = (await mail.all()).slice(before)
  expect(news.map(({ to }) => to[0]?.address).sort()).toEqual([clara.email, dieter.email])
})

it('makes one request of two: the second is told of the first', async () => {
  const person = personIn(sandbox(), dieter.user, channels.beta)
  const answer = await person.ask('urgent beta/production 3.9.12 me, too')
  expect(wordsOf(answer)).toMatch(/No urgent request was made.*R-1/s)
  expect(await sandbox().ask('select from urgent_requests')).toHaveLength(1)
})

it('asks by a form for what was not typed', async () => {
  const person = personIn(sandbox(), clara.user, channels.beta)
  const form = await person.open('urgent beta/staging')
  expect(formWords(form)).toMatch(/Urgent update.*beta\/staging.*Europe\/Berlin/s)
  expect((await person.fill({ reason: '' })).errors).toEqual({ reason: expect.any(String) })
  expect((await person.fill({ reason: 'x'.repeat(5_000) })).errors).toEqual({
    reason: expect.stringMatching(/1000.*5000/),
  })
  const { words } = await person.finish({ reason: 'we test it first', date: '2035-03-05', time: '04:00' })
  expect(words).toContain('R-2')
  expect(wordsOf(await requestCard(/R-2/))).toMatch(/Mon 5 Mar 2035, 04:00 CET.*we test it first/s)
})

it('lets nobody else decide', async () => {
  const card = await requestCard(/R-1/)
  for (const user of [clara.user, staff.sam.user]) {
    const outsider = personIn(sandbox(), user, channels.services)
    for (const button of ['Accept', 'Decline', 'Claim'])
      expect(wordsOf(await outsider.pressForAnswer(card, button))).toMatch(/staff|services|not possible/i)
  }
  expect(await requestCard(/R-1/)).toEqual(card)
})

it('accepts with a time, waits for the copy and says so, on the card, in the channel and by mail', async () => {
  const ivy = ivyIn()
  const form = await ivy.pressForForm(await requestCard(/R-1/), 'Accept')
  expect(formWords(form)).toMatch(/Accept R-1.*grades are not saved.*Europe\/Berlin/s)
  // It is 13:00 in Berlin; an hour and time to decide lead to the next quarter.
  expect(initialOf(form)).toEqual({ date: '2035-02-28', time: '14:15' })
  expect((await ivy.fill({ time: '12:00' })).errors).toEqual({ time: expect.stringMatching(/60 minutes/) })
  expect((await ivy.fill({ time: '15:05' })).errors).toEqual({ time: expect.stringMatching(/quarter-hour/) })
  expect((await ivy.finish({ date: '2035-03-01', time: '02:00' })).words).toMatch(/R-1 is accepted.*copy/s)
  const card = await standingSays(sandbox(), channels.services, /R-1/, (message) =>
    wordsOf(message).includes('accepted by Ivy Services'),
  )
  expect(wordsOf(card)).toMatch(/Thu 1 Mar 2035, 02:00 CET.*copy/s)
  expect(() => findElement(card.blocks ?? [], 'Accept')).toThrow()
  const told = await sandbox().slack.waitForMessage(channels.beta, /Ivy Services accepted R-1/)
  expect(wordsOf(told)).toMatch(/Thu 1 Mar 2035, 02:00 CET.*copy/s)
  const news = await sandbox().mail.waitFor(clara.email, /urgent update accepted/)
  expect(news.text).toContain('Ivy Services accepted R-1')
  expect(await plannedFor(sandbox(), 'beta')).toEqual({})
})

it('declines with a reason, which the asker’s channel reads; about staging no mail is sent', async () => {
  const { mail, slack } = sandbox()
  await sandbox().settled()
  const before = (await mail.all()).length
  const ivy = ivyIn()
  const drawn = await requestCard(/R-2/)
  await ivy.pressForForm(drawn, 'Decline')
  expect((await ivy.fill({ reason: '' })).errors).toEqual({ reason: expect.any(String) })
  expect((await ivy.finish({ reason: 'The fix is in 3.9.13' })).words).toContain('R-2 is declined')
  const told = await slack.waitForMessage(channels.beta, /declined R-2/)
  expect(wordsOf(told)).toMatch(/Ivy Services.*The fix is in 3\.9\.13/s)
  await standingSays(sandbox(), channels.services, /R-2/, (message) =>
    wordsOf(message).includes('declined by Ivy Services'),
  )
  await sandbox().settled()
  expect((await mail.all()).length).toBe(before)
  // The card as it was before the decision.
  for (const button of ['Accept', 'Claim'])
    expect(wordsOf(await ivy.pressForAnswer(drawn, button))).toMatch(/R-2 is declined|changed/)
})

it('schedules at the accepted time once the copy that it waited for is found healthy', async () => {
  const person = personIn(sandbox(), emma.user, channels.gamma)
  await person.ask('urgent gamma/production 3.9.12 a lecturer cannot log in')
  const ivy = ivyIn()
  await ivy.pressForForm(await requestCard(/gamma\/production/), 'Accept')
  await ivy.finish({ date: '2035-03-02', time: '03:00' })
  await sandbox().slack.waitForMessage(channels.gamma, /urgent update accepted/)
  expect(await sandbox().press('act', { what: 'finish-check' })).toBe(303)
  const news = await sandbox().mail.waitFor(finn.email, /urgent update scheduled/)
  expect(news.text).toMatch(/Fri 2 Mar 2035, 03:00 NZDT.*60 minutes/s)
  const planned = await plannedFor(sandbox(), 'gamma')
  // Staging is planned as ever, at the first window after seven days.
  expect(planned).toMatchObject({
    production: { status: 'scheduled', startsAt: '2035-03-01T14:00:00.000Z' },
    staging: { status: 'scheduled', startsAt: '2035-03-10T12:00:00.000Z' },
  })
  const card = await standingSays(sandbox(), channels.gamma, /Gamma Polytechnic: release 3\.9\.12/, () => true)
  expect(saysOf(card, 'Production')).toContain('Fri 2 Mar 2035, 03:00 NZDT')
  await standingSays(sandbox(), channels.services, /gamma\/production/, (message) =>
    wordsOf(message).includes('scheduled for Fri 2 Mar 2035'),
  )
})

it('refuses while something is scheduled, and offers to move that earlier', async () => {
  const person = personIn(sandbox(), ada.user, channels.acme)
  const refused = await person.ask('urgent acme/production 3.9.12 quickly please')
  expect(wordsOf(refused)).toMatch(/No urgent request was made.*scheduled for acme\/production/s)
  const form = await person.pressForForm(refused, 'Move it earlier')
  expect(formWords(form)).toMatch(/Reschedule update.*acme\/production/s)
  await person.closeForm()
})

it('is scheduled at once where the copy is healthy, and told', async () => {
  const person = personIn(sandbox(), ada.user, channels.acme)
  await person.open('cancel acme/production not on a Sunday')
  await person.finish()
  expect(wordsOf(await person.ask('urgent acme/production 3.9.12 now it fits'))).toContain('services team')
  const ivy = ivyIn()
  await ivy.pressForForm(await requestCard(/acme\/production/), 'Accept')
  expect((await ivy.finish({ date: '2035-02-28', time: '20:00' })).words).toMatch(/acme\/production is scheduled/)
  const card = await standingSays(sandbox(), channels.acme, /Acme College: release 3\.9\.12/, (message) =>
    saysOf(message, 'Production').includes('Wed 28 Feb 2035, 20:00 EST'),
  )
  expect(() => findElement(card.blocks ?? [], 'Reschedule')).not.toThrow()
  const news = await sandbox().mail.waitFor(ada.email, /urgent update scheduled/)
  expect(news.text).toMatch(/Wed 28 Feb 2035, 20:00 EST.*60 minutes/s)
  expect(await standing(sandbox(), channels.services, /acme\/production.*scheduled for/s)).toBeDefined()
})

it('is taken back by its asker, once', async () => {
  const person = personIn(sandbox(), clara.user, channels.beta)
  const answer = await person.ask('urgent beta/staging 3.9.12 perhaps')
  const [id] = /R-\d+/.exec(wordsOf(answer)) ?? ['']
  // What is taken back before services heard of it is told to nobody.
  await standingSays(sandbox(), channels.services, new RegExp(id), () => true)
  expect(wordsOf(await person.pressForAnswer(answer, 'Take it back'))).toContain(`${id} is withdrawn`)
  await standingSays(sandbox(), channels.services, new RegExp(id), (message) => wordsOf(message).includes('withdrawn'))
  expect(wordsOf(await person.ask(`withdraw-request ${id}`))).toContain('Nothing was withdrawn')
  const theirs = personIn(sandbox(), ada.user, channels.acme)
  const unknown = wordsOf(await theirs.ask('withdraw-request R-99'))
  expect(unknown).toContain('Nothing was withdrawn')
  expect(wordsOf(await theirs.ask('withdraw-request R-1'))).toBe(unknown.replace('R-99', 'R-1'))
})
