import { afterAll, beforeAll, expect, it } from 'vitest'
import { operator } from '../../support/cast.ts'
import { cardOf, chatWith, slackUser, wordsOf } from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { openVendor, scheduled } from '../../support/scene.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await scheduled(house, 'acme')
})
afterAll(() => house.close())

const answerTo = async (words: string) => wordsOf(cardOf(await chatWith(house).type(slackUser('T1', 'UACME1'), words)))
const statusOf = () => answerTo('status')

it('the rules count in days what is longer than one', async () => {
  expect(await answerTo('policy')).toContain('Notice: at least 7 days, security releases 24 hours')
})

it('says of what is on hold why, and what it was planned for', async () => {
  expect(await statusOf()).not.toContain('Why')
  const paused = await house.app.pauseRelease('3.9.12', 'a migration locks up', operator, 'Uploads fail')
  expect(paused.ok).toBe(true)
  const words = await statusOf()
  expect(words).toContain('3.9.12, on hold')
  expect(words).toContain('Planned for: Sun 6 Dec 2026, 01:00 EST (America/Toronto)')
  expect(words).toContain('Why: We have paused this release while we look into something: Uploads fail')
  expect(words).not.toContain('migration')
})
