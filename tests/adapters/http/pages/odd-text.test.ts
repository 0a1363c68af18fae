import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainText } from '../../../../src/adapters/email/plain-line.ts'
import { prose } from '../../../../src/adapters/http/api/calls/text-schema.ts'
import { cleanText as inSlack } from '../../../../src/adapters/slack/text/clean-text.ts'
import { cleanText as inTeams } from '../../../../src/adapters/teams/text/clean-text.ts'
import { seenOf } from '../../../../src/domain/updates/update.ts'
import { visibleText } from '../../../../src/notices/card/visible-text.ts'
import { type Chat, cardOf, chatWith, formOf, slackUser } from '../../../support/chat.ts'
import { type House, openHouse } from '../../../support/house.ts'
import { oddTexts } from '../../../support/odd-texts.ts'
import { ada, pagesOf, pathOf, type TestPages } from '../../../support/pages.ts'
import { openVendor, scheduled, updateOf } from '../../../support/scene.ts'

let house: House
let chat: Chat
let pages: TestPages
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  chat = chatWith(house)
  pages = pagesOf(house)
})
afterAll(() => house.close())

const hidden = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]),
  )

/** Cancels by the form of the page. @returns the reason as it is kept, and what the page says afterwards */
async function onPage(client: string, reason: string) {
  await scheduled(house, client)
  const base = await pathOf(house, ada(client), 'schedule')
  const update = await updateOf(house, client)
  const path = `${base}/cancel?${new URLSearchParams({ system: `${client}/production`, seen: seenOf(update) })}`
  const form = hidden(await (await pages.get(path)).text())
  const done = await pages.post(`${base}/cancel`, { ...form, reason })
  expect(done.status).toBe(200)
  return { kept: (await updateOf(house, client)).reason, html: await done.text() }
}

/** Cancels by the form in chat. @returns the reason as it is kept */
async function inChat(client: string, reason: string) {
  await scheduled(house, client)
  const who = slackUser('T1', `U${client.toUpperCase()}1`)
  const form = formOf(await chat.type(who, 'cancel production'))
  cardOf(await chat.submit(who, form, { reason }))
  return (await updateOf(house, client)).reason
}

describe('odd text', () => {
  it.each(oddTexts.map((row, at) => [...row, at] as const))(
    'reads the same from a page and from chat: %s',
    async (_, typed, reads, at) => {
      // A browser sends whole characters.
      if (!/\p{Cs}/u.test(typed)) {
        const { kept, html } = await onPage(`web${at}`, typed)
        expect(kept).toBe(reads)
        expect(html).not.toContain('[U+')
      }
      expect(await inChat(`chat${at}`, typed)).toBe(reads)
    },
    60_000,
  )

  it.each(oddTexts)('reads the same wherever it is shown: %s', (_, __, reads) => {
    const lines = reads.replace(/\n{3,}/g, '\n\n')
    for (const show of [visibleText, plainText, inSlack, inTeams]) expect(show(reads)).toBe(lines)
  })

  it.each(oddTexts)('is taken by the API as everywhere else, or refused with a reason: %s', (_, typed, reads) => {
    const taken = prose(1_000).safeParse(typed)
    if (taken.success) expect(taken.data).toBe(reads)
    else expect(taken.error.issues[0]?.message).toMatch(/control character|direction|half a character/)
  })
})
