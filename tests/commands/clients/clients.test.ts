import { afterAll, beforeAll, expect, it } from 'vitest'
import { buttonOf, buttonsOf, type Chat, cardOf, chatWith, roomOf, sam, wordsOf } from '../../support/chat.ts'
import { type House, openHouse } from '../../support/house.ts'
import { onFile, openVendor, scheduled } from '../../support/scene.ts'

let house: House
let chat: Chat
beforeAll(async () => {
  house = await openHouse()
  chat = chatWith(house)
  await openVendor(house)
  for (let n = 10; n < 22; n++) await onFile(house, `school-${n}`, { name: `School % ${n}` })
  await scheduled(house, 'acme')
})
afterAll(() => house.close())

const where = roomOf('ops')
const say = async (line: string) => cardOf(await chat.type(sam, line, where))
const labels = async (line: string) => buttonsOf(await say(line)).map(({ label }) => label)

it('lists all, page by page', async () => {
  const first = await say('clients')
  expect(buttonsOf(first)).toHaveLength(11)
  expect(wordsOf(first)).toContain('acme Acme College (America/Toronto): production 3.9.11, staging 3.9.11')
  const second = cardOf(await chat.press(sam, buttonOf(first, 'More'), where))
  expect(buttonsOf(second).map(({ label }) => label)).toEqual(['school-19', 'school-20', 'school-21'])
})

it('finds by a part of id or name, in any case, and takes no pattern for one', async () => {
  expect(await labels('clients COLLEGE')).toEqual(['acme'])
  expect(await labels('clients ool-1')).toHaveLength(10)
  expect(await labels('clients % 2')).toEqual(['school-20', 'school-21'])
  expect(await labels('clients __')).toEqual([])
  for (const words of ['nowhere', 'a\0b', '\ud800', "'; drop table clients; --"])
    expect(wordsOf(await say(`clients ${words}`))).toContain('None has that')
})

it('shows one: how it stands, its people and channels, with ways on', async () => {
  const words = wordsOf(await say('clients acme'))
  expect(words).toContain('Ada Lovelace <ada@acme.example>, Bob Marley')
  expect(words).toContain('Slack channel CACME')
  expect(words).toContain('3.9.12')
  expect(await labels('clients acme')).toEqual(
    expect.arrayContaining(['Reschedule', 'History', 'Notices', 'Settings', 'Channels']),
  )
})
