import { expect, it } from 'vitest'
import { administrators, channels } from '../../sandbox/sample-people.ts'
import { formWords, personIn, saysOf, standing, standingSays } from '../support/person.ts'
import { plannedFor } from '../support/play.ts'
import { useSandbox } from '../support/sandbox.ts'
import { sendAgain, submitAs } from '../support/signed-slack.ts'
import { type Message, wordsOf } from '../support/slack-client.ts'

const sandbox = useSandbox()
const [ada, bob] = administrators.acme
const [clara] = administrators.beta
const rollout = /Acme College: release 3\.9\.12/

const card = async (): Promise<Message> => (await standing(sandbox(), channels.acme, rollout)) ?? missing()
const notices = async (kind: string): Promise<number> =>
  (await sandbox().ask('select from notices where kind = $1', [kind])).length
const production = async () => (await plannedFor(sandbox(), 'acme'))['production'] ?? missing()

it('notes of each person once that a notice was seen, though two press at once and again', async () => {
  const drawn = await card()
  const people = [ada, bob].map(({ user }) => personIn(sandbox(), user, channels.acme))
  const answers = await Promise.all(people.map((person) => person.pressForAnswer(drawn, 'Acknowledge')))
  expect(wordsOf(answers[0] ?? {})).toMatch(/Ada Lovelace has seen/)
  expect(wordsOf(answers[1] ?? {})).toMatch(/Bob Byron has seen/)
  await people[0]?.ask('acknowledge acme')
  await standingSays(sandbox(), channels.acme, rollout, (message) => /Seen by .* and /.test(wordsOf(message)))
  await sandbox().settled()
  expect(await sandbox().ask(`select from audit where action = 'acknowledged'`)).toHaveLength(2)
  expect(await notices('rollout-redrawn')).toBe(2)
})

it('opens one form for a double click', async () => {
  const { slack } = sandbox()
  const drawn = await card()
  const person = personIn(sandbox(), ada.user, channels.acme)
  const opened = async () => (await slack.traffic()).filter(({ summary }) => summary.startsWith('views.open')).length
  const before = await opened()
  await person.formAfter(() => Promise.all([person.press(drawn, 'Reschedule'), person.press(drawn, 'Reschedule')]))
  expect(await opened()).toBe(before + 1)
  await person.closeForm()
})

it('moves once when the confirmation is sent twice, and answers both alike', async () => {
  const person = personIn(sandbox(), ada.user, channels.acme)
  await person.open('reschedule acme/staging sunday 2am')
  await person.fill()
  await person.finish()
  expect((await sendAgain(sandbox(), 'interactive')).status).toBe(200)
  await sandbox().settled()
  expect(await notices('update-rescheduled')).toBe(1)
  expect((await plannedFor(sandbox(), 'acme'))['staging']).toMatchObject({ revision: 2 })
  const answers = (await person.mine()).filter((message) => /acme\/staging is moved/.test(wordsOf(message)))
  expect(answers).toHaveLength(2)
  expect(new Set(answers.map(wordsOf)).size).toBe(1)
})

it('lets one of two people win who confirm different times at once, and tells the other', async () => {
  const choices = [
    { person: personIn(sandbox(), ada.user, channels.acme), date: '2035-03-13' },
    { person: personIn(sandbox(), bob.user, channels.acme), date: '2035-03-14' },
  ]
  const forms: object[] = []
  for (const { person, date } of choices) {
    const form = await person.open(`reschedule acme/production ${date} 02:00`)
    const { view } = await submitAs(sandbox(), person.user, form, { date, time: '02:00' })
    forms.push({ ...view, id: form.id })
    await person.closeForm()
  }
  const told = await Promise.all(
    choices.map(({ person }, turn) =>
      person.answerTo(() => submitAs(sandbox(), person.user, forms[turn] ?? missing())),
    ),
  )
  const words = told.map(wordsOf)
  expect(words.filter((said) => said.includes('acme/production is moved'))).toHaveLength(1)
  expect(words.filter((said) => said.includes('Somebody changed this update'))).toHaveLength(1)
  const winner = choices[words.findIndex((said) => said.includes('is moved'))]
  expect(await production()).toMatchObject({ startsAt: `${winner?.date}T06:00:00.000Z`, revision: 2 })
})

it('refuses a stale button after somebody else’s move, does nothing, and shows what holds now', async () => {
  const stale = await card()
  const other = personIn(sandbox(), bob.user, channels.acme)
  await other.open('reschedule acme/production 2035-03-15 03:00')
  await other.fill()
  await other.finish()
  const person = personIn(sandbox(), ada.user, channels.acme)
  for (const button of ['Reschedule', 'Cancel']) {
    const refused = wordsOf(await person.pressForAnswer(stale, button))
    expect(refused).toMatch(/Somebody changed this update.*15 Mar 2035, 03:00 EDT.*changed-meanwhile/s)
  }
  const refused = (await person.mine()).at(-1) ?? missing()
  expect(saysOf(await person.pressForAnswer(refused, 'Show status'), 'Production')).toContain('15 Mar 2035')
  expect(await production()).toMatchObject({ status: 'scheduled', revision: 3 })
})

it('refuses a form that was open while somebody else moved the update', async () => {
  const person = personIn(sandbox(), ada.user, channels.acme)
  const form = await person.open('cancel acme/production exams')
  expect(formWords(form)).toContain('15 Mar 2035, 03:00 EDT')
  await person.closeForm()
  const other = personIn(sandbox(), bob.user, channels.acme)
  await other.open('reschedule acme/production 2035-03-16 03:00')
  await other.fill()
  await other.finish()
  const refused = await person.answerTo(() => submitAs(sandbox(), ada.user, form, { reason: 'exams' }))
  expect(wordsOf(refused)).toMatch(/Somebody changed this update/)
  expect(await production()).toMatchObject({ status: 'scheduled', revision: 4 })
  expect(await notices('update-cancelled')).toBe(0)
})

it('makes one request of a slash command that is sent twice', async () => {
  const person = personIn(sandbox(), clara.user, channels.beta)
  await person.ask('urgent beta/production 3.9.12 once only')
  const again = await sendAgain(sandbox(), 'slash_commands')
  expect(again.status).toBe(200)
  expect(await again.text()).toContain('R-1 is with our services team')
  await sandbox().settled()
  expect(await notices('urgent-requested')).toBe(1)
  expect(await sandbox().ask('select from urgent_requests')).toHaveLength(1)
})

function missing(): never {
  throw new Error('it is not there')
}
