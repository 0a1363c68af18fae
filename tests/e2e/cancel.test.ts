import { expect, it } from 'vitest'
import { administrators, channels, staff } from '../../sandbox/sample-people.ts'
import { formWords, initialOf, partOf, personIn, saysOf, standing, standingSays } from '../support/person.ts'
import { goToMoment, plannedFor, publish, reportHealthy } from '../support/play.ts'
import { useSandbox } from '../support/sandbox.ts'
import { findElement } from '../support/slack-blocks.ts'
import { type Message, wordsOf } from '../support/slack-client.ts'

const sandbox = useSandbox()
const [ada, bob] = administrators.acme
const rollout = /Acme College: release 3\.9\.12/

const adaIn = () => personIn(sandbox(), ada.user, channels.acme)
const card = async (): Promise<Message> => (await standing(sandbox(), channels.acme, rollout)) ?? missing()

it('asks for a reason, then cancels that system alone and tells everybody why', async () => {
  const { mail, api } = sandbox()
  const before = (await mail.all()).length
  const person = adaIn()
  const form = await person.pressForForm(await card(), 'Cancel')
  expect(formWords(form)).toMatch(/acme\/production.*Only production is cancelled/s)
  expect((await person.fill({ reason: '' })).errors).toEqual({ reason: expect.stringMatching(/why/) })
  expect((await person.fill({ reason: '  \n ' })).errors).toEqual({ reason: expect.stringMatching(/why/) })
  const { words } = await person.finish({ reason: 'Exams that week' })
  expect(words).toContain('acme/production is cancelled')

  const drawn = await standingSays(sandbox(), channels.acme, rollout, (message) =>
    saysOf(message, 'Production').includes('Cancelled'),
  )
  expect(saysOf(drawn, 'Production')).toContain('cancelled by Ada Lovelace')
  expect(saysOf(drawn, 'Staging')).toMatch(/Starts.*Sun 11 Mar 2035, 01:00 EST/s)
  expect(() => findElement(drawn.blocks ?? [], 'Restore')).not.toThrow()
  await sandbox().settled()
  const news = (await mail.all()).slice(before)
  expect(news.map(({ to }) => to[0]?.address).sort()).toEqual([ada.email, bob.email])
  for (const { subject, news: told, text } of news) {
    expect(subject).toBe('Acme College: update to 3.9.12')
    expect(told).toMatch(/production.*cancelled/i)
    expect(text).toMatch(/Exams that week/)
  }
  const { body } = await api.get('/v1/systems/acme/production/notices')
  expect(body['items']).toMatchObject([{ kind: 'update-cancelled' }, {}, {}])
  expect(await plannedFor(sandbox(), 'acme')).toMatchObject({
    production: { status: 'cancelled' },
    staging: { status: 'scheduled' },
  })
})

it('says that nothing is scheduled when it is asked again, and offers to restore it', async () => {
  const person = adaIn()
  const again = await person.ask('cancel acme/production again')
  expect(wordsOf(again)).toMatch(/Nothing is scheduled.*Rule: nothing-scheduled/s)
  const form = await person.pressForForm(again, 'Restore')
  expect(formWords(form)).toContain('Restore update')
  const confirmation = await person.fill({ date: '2035-03-18', time: '02:00' })
  expect(formWords(confirmation.view)).toMatch(/Was planned for.*11 Mar 2035.*New start.*18 Mar 2035, 02:00 EDT/s)
  expect((await person.finish()).words).toContain('acme/production is restored')
  await standingSays(sandbox(), channels.acme, rollout, (message) =>
    /18 Mar 2035, 02:00 EDT.*restored by Ada Lovelace/s.test(saysOf(message, 'Production')),
  )
  await sandbox().mail.waitFor(bob.email, /production.*restored/)
})

it('sends no mail about staging, but tells its channel and its inbox', async () => {
  const { mail, api, slack } = sandbox()
  await sandbox().settled()
  const before = (await mail.all()).length
  const person = adaIn()
  const form = await person.open('cancel acme/staging a course is recorded there')
  expect(initialOf(form)).toEqual({ reason: 'a course is recorded there' })
  await person.finish()
  await slack.waitForMessage(channels.acme, /staging: update cancelled/)
  await sandbox().settled()
  expect((await mail.all()).length).toBe(before)
  const { body } = await api.get('/v1/systems/acme/staging/notices')
  expect(body['items']).toMatchObject([{ kind: 'update-cancelled' }, {}])
})

it('refuses to skip two releases in a row, names the rule, and offers to move it instead', async () => {
  const person = adaIn()
  await publish(sandbox(), '3.9.13')
  await reportHealthy(sandbox(), 'acme', '3.9.13')
  const planned = await plannedFor(sandbox(), 'acme')
  expect(planned).toMatchObject({ staging: { release: '3.9.13', status: 'scheduled' } })
  const refused = await person.ask('cancel acme/staging')
  expect(wordsOf(refused)).toMatch(/two in a row.*Starts.*Rule: skipped-before/s)
  const form = await person.pressForForm(refused, 'Move it instead')
  expect(formWords(form)).toMatch(/Reschedule update.*acme\/staging, release 3\.9\.13/s)
  await person.closeForm()
  expect(await plannedFor(sandbox(), 'acme')).toEqual(planned)
})

it('refuses what comes past the cut-off, with the limits, and does nothing', async () => {
  const person = adaIn()
  const before = await plannedFor(sandbox(), 'acme')
  await sandbox().settled()
  const drawn = (await standing(sandbox(), channels.acme, /Acme College: release 3\.9\.13/)) ?? missing()
  await goToMoment(sandbox(), 'Past the cut-off of', 'acme/staging')
  const move = wordsOf(await person.ask('reschedule acme/staging 2035-03-20 02:00'))
  expect(move).toMatch(/too late.*moved until 4 hours before.*Could be changed until.*Rule: too-late/s)
  const cancel = await person.pressForAnswer({ ...drawn, blocks: partOf(drawn, 'Staging') }, 'Cancel')
  expect(wordsOf(cancel)).toMatch(/too late.*cancelled until 4 hours before.*Rule: too-late/s)
  const status = await person.pressForAnswer(cancel, 'Show status')
  expect(() => findElement(partOf(status, 'Staging'), 'Cancel')).toThrow()
  expect(await plannedFor(sandbox(), 'acme')).toEqual(before)
})

it('lets services cancel for the client, late and twice in a row, with a reason, and says who did it', async () => {
  const ivy = personIn(sandbox(), staff.ivy.user, channels.services)
  await ivy.open('cancel acme/staging')
  expect((await ivy.fill({ reason: '' })).errors).toHaveProperty('reason')
  await ivy.finish({ reason: 'Ada asked for it on the phone' })
  const news = await sandbox().slack.waitForMessage(channels.acme, /Ada asked for it on the phone/)
  expect(wordsOf(news)).toMatch(/staging: update cancelled.*Ivy Services/s)
  expect(await plannedFor(sandbox(), 'acme')).toMatchObject({ staging: { status: 'cancelled' } })
})

function missing(): never {
  throw new Error('the card is not there')
}
