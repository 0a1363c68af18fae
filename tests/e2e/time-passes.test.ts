import { expect, it } from 'vitest'
import { administrators, channels } from '../../sandbox/sample-people.ts'
import { eventually } from '../support/eventually.ts'
import { partOf, personIn, saysOf, standing, standingSays } from '../support/person.ts'
import { goToMoment, momentsOn, plannedFor, updatesOf } from '../support/play.ts'
import { useSandbox } from '../support/sandbox.ts'
import { findElement } from '../support/slack-blocks.ts'
import { type Message, wordsOf } from '../support/slack-client.ts'

const sandbox = useSandbox()
const [ada, bob] = administrators.acme
const [emma, finn] = administrators.gamma
const acmes = /Acme College: release 3\.9\.12/
const gammas = /Gamma Polytechnic: release 3\.9\.12/

const told = async (kind: string, client: string): Promise<string[]> => {
  const rows = await sandbox().ask<{ environment: string }>(
    `select facts ->> 'environment' as environment from notices where kind = $1 and client = $2 order by 1`,
    [kind, client],
  )
  return rows.map(({ environment }) => environment)
}
const says = (part: RegExp, system: 'Production' | 'Staging') => (message: Message) =>
  part.test(saysOf(message, system))

it('offers the moments worth going to, soonest first, on the client’s clock', async () => {
  const moments = await momentsOn(sandbox())
  const labels = [...moments.keys()].filter((label) => label.includes('acme/'))
  expect(labels).toEqual([
    'To the day before acme/production and acme/staging',
    'Past the cut-off of acme/production and acme/staging',
    'To the start of acme/production and acme/staging',
  ])
  expect(moments.get(labels[2] ?? '')).toEqual(new Date('2035-03-11T06:00:00Z'))
  const page = await (await fetch(sandbox().file.app)).text()
  expect(page).toContain('Sun 11 Mar 2035, 01:00 EST')
  expect(page).not.toContain('<script')
})

it('moves the clock for its own page only, and forward only', async () => {
  const post = (origin: string, to: string) =>
    fetch(`${sandbox().file.app}/sandbox/time`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ to }).toString(),
    })
  const own = sandbox().file.app
  expect((await post('https://elsewhere.example', '2035-03-11T00:00:00Z')).status).toBe(403)
  expect((await post(own, 'tomorrow-ish')).status).toBe(400)
  expect((await post(own, '2034-01-01T00:00:00Z')).status).toBe(303)
  expect(await (await fetch(own)).text()).toContain('Wed 28 Feb 2035')
})

it('hands each update to its runner once at its start, and tells everybody how it goes', async () => {
  const { mail, slack } = sandbox()
  const before = (await mail.all()).length
  const start = await goToMoment(sandbox(), 'To the start of', 'acme/production')
  await Promise.all([sandbox().goTo(start), sandbox().goTo(start)])
  const running = await standingSays(sandbox(), channels.acme, acmes, says(/Updating now/, 'Production'))
  expect(() => findElement(partOf(running, 'Production'), 'Reschedule')).toThrow()
  const late = await personIn(sandbox(), ada.user, channels.acme).ask('cancel acme/production')
  expect(wordsOf(late)).toMatch(/already-started|started or is over/)

  for (const system of ['Production', 'Staging'] as const)
    await standingSays(sandbox(), channels.acme, acmes, says(/Updated/, system))
  await sandbox().settled()
  expect(await updatesOf(sandbox(), 'acme')).toMatchObject([{ status: 'updated' }, { status: 'updated' }])
  expect(await told('update-started', 'acme')).toEqual(['production', 'staging'])
  expect(await told('update-finished', 'acme')).toEqual(['production', 'staging'])
  const news = (await mail.all()).slice(before).filter(({ to }) => to[0]?.address.endsWith('@acme.example'))
  const subjects = news.map(({ to, news: told }) => `${to[0]?.address} ${told}`).sort()
  expect(subjects).toEqual(
    [ada.email, bob.email].flatMap((address) => [
      `${address} ${news.find((one) => /started/.test(one.news))?.news}`,
      `${address} ${news.find((one) => /updated to/.test(one.news))?.news}`,
    ]),
  )
  for (const one of news) expect(one.news).toContain('production')
  await slack.waitForMessage(channels.acme, /staging: updated to 3\.9\.12/)
  const status = await personIn(sandbox(), ada.user, channels.acme).ask('status')
  expect(saysOf(status, 'Production')).toMatch(/Runs\W+3\.9\.12/)
})

it('plans a failed update anew, and tells the client and our operators', async () => {
  const { slack, mail } = sandbox()
  expect(await sandbox().press('act', { what: 'finish-check' })).toBe(303)
  await standingSays(sandbox(), channels.gamma, gammas, () => true)
  const person = personIn(sandbox(), emma.user, channels.gamma)
  const planned = await plannedFor(sandbox(), 'gamma')
  await person.open('reschedule gamma/staging 2035-04-10 03:00')
  await person.fill()
  await person.finish()
  expect(await sandbox().press('act', { what: 'fail-next' })).toBe(303)
  expect(await sandbox().press('act', { what: 'no-such-thing' })).toBe(400)

  await goToMoment(sandbox(), 'To the start of', 'gamma/production')
  const again = await eventually(
    'a new update',
    async () => {
      const { production } = await plannedFor(sandbox(), 'gamma')
      return production && production.id !== planned['production']?.id ? production : undefined
    },
    30_000,
  )
  expect(again).toMatchObject({ status: 'scheduled', release: '3.9.12' })
  const [failed] = (await updatesOf(sandbox(), 'gamma')).filter(({ id }) => id === planned['production']?.id)
  expect(failed?.status).toBe('failed')
  expect(Date.parse(again.startsAt)).toBeGreaterThan(Date.parse(failed?.startsAt ?? ''))

  await sandbox().settled()
  const ops = await slack.waitForMessage(channels.ops, /Gamma Polytechnic.*failed/)
  expect(wordsOf(ops)).toContain('the disk of the sample server is full')
  await slack.waitForMessage(channels.gamma, /production: update failed/)
  for (const { email } of [emma, finn]) await mail.waitFor(email, /production.*failed/)
  const anew = await standingSays(sandbox(), channels.gamma, gammas, says(/Starts/, 'Production'))
  expect(saysOf(anew, 'Staging')).toContain('03:00')
  expect(await told('update-failed', 'gamma')).toEqual(['production'])
})

it('runs the update that was planned anew', async () => {
  await goToMoment(sandbox(), 'To the start of', 'gamma/production')
  await standingSays(sandbox(), channels.gamma, gammas, says(/Updated/, 'Production'))
  const { body } = await sandbox().api.get('/v1/clients/gamma')
  expect(body['systems']).toMatchObject([
    { environment: 'production', version: '3.9.12' },
    { environment: 'staging', version: '3.9.11' },
  ])
  expect(await standing(sandbox(), channels.beta, /release 3\.9\.12 (is scheduled|is done)/)).toBeUndefined()
})
