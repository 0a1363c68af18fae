import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse } from '../../../support/house.ts'
import { ada, pagesOf, pathOf, signedIn, type TestPages } from '../../../support/pages.ts'
import { openVendor, planOf, scheduled } from '../../../support/scene.ts'

let house: House
let pages: TestPages
let base: string

beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  await scheduled(house, 'acme')
  pages = pagesOf(house)
  base = await pathOf(house, ada(), 'schedule')
})
afterEach(() => house.close())

const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const htmlOf = async (path: string, headers?: Record<string, string>): Promise<string> => {
  const answer = await pages.get(path, headers)
  expect([path, answer.status]).toEqual([path, 200])
  return answer.text()
}
/** What a form of the page would send as it is drawn. */
const fieldsOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [
      ...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g),
      ...html.matchAll(/<select[^>]* name="([^"]*)".*?<option value="([^"]*)" selected/gs),
    ].map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')]),
  )
const hrefs = (html: string): string[] =>
  [...html.matchAll(/href="([^"]*\/settings[^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
const settingsOf = async (person: string) =>
  (await house.app.readClient('acme'))?.administrators.find(({ id }) => id === person)?.settings

describe('settings on the scheduling page', () => {
  test('are where its button leads, with what is set, and everything that can be changed', async () => {
    expect(hrefs(await htmlOf(base))).toEqual([`${base}/settings`])
    const html = await htmlOf(`${base}/settings`)
    for (const words of ['Acme College: settings', 'Maintenance windows', 'Freezes', 'Quiet hours 21:00'])
      expect(textOf(html)).toContain(words)
    const ways = hrefs(html)
    expect(ways.map((href) => new URL(href, 'http://x').searchParams.get('part'))).toEqual([
      'windows',
      'freeze',
      'personal',
      null,
    ])
    for (const way of ways) expect(await htmlOf(way)).toContain('<form method="post"')
  })

  test('let one administrator choose what comes to them, and not what comes to another', async () => {
    const html = await htmlOf(`${base}/settings?part=personal`)
    const saved = await pages.post(`${base}/settings`, {
      ...fieldsOf(html),
      changes: 'no',
      quietFrom: '22',
      quietUntil: '6',
    })
    expect([saved.status, textOf(await saved.text())]).toEqual([200, expect.stringContaining('Saved')])
    expect(await settingsOf('acme-ada')).toEqual({
      quietHours: { from: 22, until: 6 },
      off: { mail: ['changes'], direct: ['reminders'] },
    })
    const theirs = await pages.get(`${base}/settings?part=personal&administrator=acme-bob`)
    expect([theirs.status, textOf(await theirs.text())]).toEqual([409, expect.stringContaining('That is theirs')])
    const forged = await pages.post(`${base}/settings`, {
      ...fieldsOf(html),
      administrator: 'acme-bob',
      progress: 'no',
      once: 'another-form',
    })
    expect(forged.status).toBe(409)
    expect(await settingsOf('acme-bob')).toBeUndefined()
  })

  test('show windows in plain words before they count, say what is wrong, and go back to what is on file', async () => {
    const asked = fieldsOf(await htmlOf(`${base}/settings?part=windows`))
    const wrong = await pages.post(`${base}/settings`, { ...asked, windows: 'whenever', zone: 'Mars' })
    const wrongHtml = await wrong.text()
    expect(wrong.status).toBe(422)
    expect(textOf(wrongHtml)).toContain('Nothing was done yet')
    expect(wrongHtml).toContain('whenever')
    const shown = await pages.post(`${base}/settings`, {
      ...fieldsOf(wrongHtml),
      windows: 'first SUN 02:00-06:00',
      zone: 'America/Toronto',
    })
    const shownHtml = await shown.text()
    expect(textOf(shownHtml)).toContain('the first Sunday of each month, 02:00 to 06:00')
    expect((await house.app.readClient('acme'))?.windows).not.toEqual(['first SUN 02:00-06:00'])
    const done = await pages.post(`${base}/settings`, fieldsOf(shownHtml))
    expect(textOf(await done.text())).toContain('Windows of Acme College are set')
    expect((await house.app.readClient('acme'))?.windows).toEqual(['first SUN 02:00-06:00'])

    const html = await htmlOf(`${base}/settings`)
    expect(textOf(html)).toContain('Back to what is on file')
    const [, reset = ''] = /<form method="post"[^>]*>((?:(?!<\/form>).)*Back to what is on file)/s.exec(html) ?? []
    const confirm = await (await pages.post(`${base}/settings`, fieldsOf(reset))).text()
    expect((await house.app.readClient('acme'))?.windows).toEqual(['first SUN 02:00-06:00'])
    await pages.post(`${base}/settings`, fieldsOf(confirm))
    expect((await house.app.readClient('acme'))?.windows).not.toEqual(['first SUN 02:00-06:00'])
  })

  test('add a freeze and end it, each after a question', async () => {
    const asked = fieldsOf(await htmlOf(`${base}/settings?part=freeze`))
    const dates = { first: '2026-12-06', last: '2026-12-07', reason: 'exams' }
    const question = await (await pages.post(`${base}/settings`, { ...asked, ...dates })).text()
    expect(textOf(question)).toContain('is planned anew after it')
    expect(await planOf(house, 'acme')).toContain('production 3.9.12 scheduled 2026-12-06T06:00Z')
    const added = await pages.post(`${base}/settings`, fieldsOf(question))
    expect(textOf(await added.text())).toMatch(/Freeze Z-\d+ added/)
    expect(await planOf(house, 'acme')).not.toContain('production 3.9.12 scheduled 2026-12-06T06:00Z')
    const end = hrefs(await htmlOf(`${base}/settings`)).find((href) => href.includes('part=end')) ?? ''
    const ended = await pages.post(`${base}/settings`, fieldsOf(await htmlOf(end)))
    expect(textOf(await ended.text())).toContain('ended')
  })

  test('lead back from a question to where it was asked, by a button that names it', async () => {
    const backOf = (html: string): string[] =>
      [...html.matchAll(/<a class="button" href="([^"]*)">([^<]*)<\/a>\s*<\/div>\s*<\/form>/g)].flatMap(
        ([, href = '', label = '']) => [label.trim(), href],
      )
    for (const part of ['windows', 'freeze', 'personal'])
      expect(backOf(await htmlOf(`${base}/settings?part=${part}`))).toEqual([
        'Back to the settings',
        `${base}/settings`,
      ])
    const asked = fieldsOf(await htmlOf(`${base}/settings?part=freeze`))
    const dates = { first: '2026-12-06', last: '2026-12-07', reason: 'exams' }
    const days = await (await pages.post(`${base}/settings`, { ...asked, ...dates })).text()
    expect(backOf(days)).toEqual(['Choose other days', `${base}/settings?part=freeze`])
    await pages.post(`${base}/settings`, fieldsOf(days))
    const end = hrefs(await htmlOf(`${base}/settings`)).find((href) => href.includes('part=end')) ?? ''
    expect(backOf(await htmlOf(end))).toEqual(['Back to the settings', `${base}/settings`])
    const windows = await pages.post(`${base}/settings`, {
      ...fieldsOf(await htmlOf(`${base}/settings?part=windows`)),
      windows: 'first SUN 02:00-06:00',
      zone: 'America/Toronto',
    })
    expect(backOf(await windows.text())).toEqual(['Choose other windows', `${base}/settings?part=windows`])
    expect(backOf(await htmlOf(`${base}/cancel?system=acme/production`))).toEqual(['Back to the updates', base])
    const move = backOf(await htmlOf(`${base}/reschedule?system=acme/production`))
    expect(move).toEqual(['Choose another time', `${base}/times/production`])
    expect(await htmlOf(move[1] ?? '')).toContain('Move production')
  })

  test('a GET changes nothing, whatever it says', async () => {
    for (const query of [
      '',
      '?part=windows&windows=daily+01:00-05:00&zone=UTC&confirmed=yes',
      '?part=windows&windows=nonsense&zone=Mars',
      '?part=personal&changes=no&once=12345678',
      '?part=freeze&first=2026-12-06&last=2026-12-07&reason=x&confirmed=yes',
      '?part=end&freeze=F-1&confirmed=yes',
      '?part=%00&administrator=%F0%9F%92%A9',
    ])
      expect((await pages.get(`${base}/settings${query}`)).status, query).toBeOneOf([200, 409])
    expect(await settingsOf('acme-ada')).toBeUndefined()
    expect(await planOf(house, 'acme')).toContain('production 3.9.12 scheduled 2026-12-06T06:00Z')
  })

  test('services change them with a reason; other staff look', async () => {
    const sam = await signedIn(house, pages, 'sam')
    const html = await htmlOf('/schedule/acme/settings', sam)
    const [windows = ''] = hrefs(html)
    expect(textOf(await htmlOf(windows, sam))).toContain('Why do you set it for the client?')
    const spec = await signedIn(house, pages, 'spec')
    expect(hrefs(await htmlOf('/schedule/acme/settings', spec))).toEqual([])
    const refused = await pages.get('/schedule/acme/settings?part=windows', spec)
    expect([refused.status, textOf(await refused.text())]).toEqual([
      409,
      expect.stringContaining('Only an administrator of this client'),
    ])
  })
})

test('a letter leads to its reader’s settings', async () => {
  await house.deliverAll()
  const mailed = house.sent.find(({ place }) => place.address.kind === 'mailbox' && place.administrator === 'acme-ada')
  const { pathname } = new URL(mailed?.letter?.settings ?? 'http://nowhere.example')
  expect(pathname).toMatch(/^\/schedule\/[^/]+\/settings$/)
  expect(textOf(await htmlOf(pathname))).toContain('Acme College: settings')
})
