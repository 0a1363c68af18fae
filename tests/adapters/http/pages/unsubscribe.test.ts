import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../../../support/house.ts'
import { pagesOf, pathOf, type TestPages } from '../../../support/pages.ts'
import { onFile, openVendor } from '../../../support/scene.ts'

let house: House
let pages: TestPages
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await onFile(house, 'acme')
  await onFile(house, 'post', { channels: [] })
  pages = pagesOf(house)
})
afterAll(() => house.close())

const linkOf = (client: string, topic: string | null) =>
  pathOf(house, { kind: 'administrator', client, person: `${client}-ada` }, 'unsubscribe', topic)
const offOf = async (client: string, person = `${client}-ada`) =>
  (await house.app.readClient(client))?.administrators.find(({ id }) => id === person)?.settings?.off?.mail ?? []
/** As a mail program does it: no cookie, no origin, no page before (RFC 8058). */
const oneClick = async (path: string) => {
  const response = await pages.ask('POST', path, {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': '26',
  })
  return response.status
}

describe('the link by which a letter is left', () => {
  it('asks, and does nothing when a scanner follows it', async () => {
    const path = await linkOf('acme', 'reminders')
    const page = await pages.get(path)
    expect(page.status).toBe(200)
    expect(await page.text()).toMatch(/<form method="post">.*Stop these mails/s)
    expect(await offOf('acme')).toEqual([])
  })

  it('stops with one click the mails about its topic, for its reader alone, however often it is pressed', async () => {
    const path = await linkOf('acme', 'reminders')
    expect(await oneClick(path)).toBe(200)
    expect(await oneClick(path)).toBe(200)
    expect(await offOf('acme')).toEqual(['reminders'])
    expect(await offOf('acme', 'acme-bob')).toEqual([])
    expect(await oneClick(await linkOf('acme', 'changes'))).toBe(200)
    expect(await offOf('acme')).toEqual(['reminders', 'changes'])
    const changes = (await house.app.readHistory('acme', 20)).filter(
      ({ action }) => action === 'personal-settings-changed',
    )
    expect(changes).toHaveLength(2)
    expect(pages.logged()).not.toContain('eyJ')
  })

  it('leaves nobody without what somebody must hear', async () => {
    for (const person of ['post-ada', 'post-bob'])
      await house.ports.inTransaction((tx) =>
        tx.clients.savePersonal(
          'post',
          person,
          person === 'post-bob' ? { off: { mail: ['changes'] } } : {},
          house.clock.now(),
        ),
      )
    expect(await oneClick(await linkOf('post', 'changes'))).toBe(409)
    expect(await offOf('post')).toEqual([])
  })

  it('is nothing for what is no topic, and nothing else opens with it', async () => {
    for (const topic of [null, 'everything']) {
      const path = await linkOf('acme', topic)
      expect([(await pages.get(path)).status, await oneClick(path)]).toEqual([404, 404])
    }
    const token = (await linkOf('acme', 'progress')).split('/').at(-1)
    for (const page of ['schedule', 'reports', 'calendar'])
      expect((await pages.get(`/${page}/${token}`)).status).toBe(404)
    const schedule = (await pathOf(house, { kind: 'administrator', client: 'acme', person: 'acme-ada' }, 'schedule'))
      .split('/')
      .at(-1)
    expect(await oneClick(`/unsubscribe/${schedule}`)).toBe(404)
    expect(await oneClick('/unsubscribe/acme')).toBe(401)
  })
})
