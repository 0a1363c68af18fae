import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { revokeLinks } from '../../../../src/app/links/revoke-links.ts'
import { formatSystem } from '../../../../src/domain/people/system.ts'
import { seenOf } from '../../../../src/domain/updates/update.ts'
import { adminOf, asks, type House, openHouse } from '../../../support/house.ts'
import { ada, fieldOf, pagesOf, pathOf, signedIn, type TestPages } from '../../../support/pages.ts'
import { available, onFile, openVendor, planOf, scheduled, updateOf } from '../../../support/scene.ts'

let house: House
let pages: TestPages
let base: string
const planned = ['production 3.9.12 scheduled 2026-12-06T06:00Z', 'staging 3.9.12 scheduled 2026-12-06T06:00Z']

beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  await scheduled(house, 'acme')
  await scheduled(house, 'beta')
  pages = pagesOf(house)
  base = await pathOf(house, ada(), 'schedule')
})
afterEach(() => house.close())

const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const words = async (answer: Response): Promise<string> => textOf(await answer.text())

async function moveTo(startsAt: string, of: 'production' | 'staging' = 'staging', at = base) {
  const update = await updateOf(house, 'acme', of)
  const query = new URLSearchParams({ system: formatSystem(update), seen: seenOf(update), startsAt })
  return `${at}/reschedule?${query}`
}
/** Everything that a page's form would send. */
const fieldsOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]),
  )

describe('looking', () => {
  test('at an address that says two things at once shows neither', async () => {
    const times = `${base}/times/staging?day=2026-12-08&day=2026-12-09`
    for (const path of [times, `${await moveTo('2026-12-08T06:00:00Z')}&startsAt=2026-12-09T06:00:00Z`]) {
      const answer = await pages.get(path)
      expect(answer.status).toBe(422)
      expect(await words(answer)).toMatch(/gives “(day|startsAt)” more than once/)
    }
  })

  test('shows both systems side by side, on the client’s clock', async () => {
    const answer = await pages.get(base)
    expect(answer.status).toBe(200)
    const seen = await words(answer)
    expect(seen).toContain('Updates of Acme College')
    expect(seen).toContain('Ada Lovelace · Acme College')
    expect(seen.match(/Sun 6 Dec 2026, 01:00 EST \(America\/Toronto\)/g)).toHaveLength(2)
    expect(seen).toContain('Can be changed until Sat 5 Dec, 21:00 EST')
    expect(seen).toContain('Reschedule production')
    expect(seen).toContain('Cancel staging')
  })

  test('is framed by the client’s own systems and by nobody else', async () => {
    for (const path of [base, `${base}/times/staging`, await moveTo('2026-12-08T06:00:00Z')]) {
      const { headers } = await pages.get(path)
      expect(headers.get('content-security-policy')).toContain(
        'frame-ancestors https://learn.acme.example https://staging.acme.example',
      )
      expect(headers.get('x-frame-options')).toBeNull()
    }
    await onFile(house, 'bare', {
      systems: [{ client: 'bare', environment: 'production', version: '3.9.11', url: null }],
    })
    const { headers } = await pages.get(await pathOf(house, ada('bare'), 'schedule'))
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  test('a month tells what can be chosen, in words', async () => {
    await house.ports.inTransaction((tx) =>
      tx.freezes.add(
        {
          scope: 'vendor',
          startsAt: new Date('2026-12-24T05:00:00Z'),
          endsAt: new Date('2026-12-27T05:00:00Z'),
          reason: '<b>Holidays</b>',
          inside: null,
        },
        null,
        house.clock.now(),
      ),
    )
    const seen = await words(await pages.get(`${base}/times/staging?month=2026-12`))
    expect(seen).toContain('6 December, Sunday: ● window both start')
    expect(seen).toContain('7 December, Monday: ○ free')
    expect(seen).toContain('25 December, Friday: ✱ frozen')
    const january = await words(await pages.get(`${base}/times/staging?month=2027-01`))
    expect(january).toContain('10 January, Sunday: ● window')
    expect(january).toContain('11 January, Monday: × too late')
    const day = await words(await pages.get(`${base}/times/staging?day=2026-12-24`))
    expect(day).toContain('All day: frozen, our freeze “&lt;b&gt;Holidays&lt;/b&gt;”')
    const november = await words(await pages.get(`${base}/times/staging?day=2026-11-22`))
    expect(november).toContain('00:00 to 08:00: past, or too soon')
    expect(november).toContain('22 November, Sunday: ○ free today')
  })

  test('a month shows the openings of windows of each month, and says them in words', async () => {
    const windows = ['first SUN 02:00-06:00', 'last SAT 23:00-SUN 02:00']
    await onFile(house, 'acme', { windows })
    const seen = await words(await pages.get(`${base}/times/staging?month=2026-12`))
    const inWindow = [...seen.matchAll(/(\d+) December, \w+: ● window/g)].map(([, day]) => Number(day))
    expect(inWindow).toEqual([6, 26, 27])
    expect(seen).toContain('13 December, Sunday: ○ free')
    const page = await words(await pages.get(base))
    expect(page).toContain(
      'the first Sunday of each month, 02:00 to 06:00; the last Saturday of each month, 23:00 to 02:00 the next day',
    )
  })

  test('nonsense in the address is no page, or the usual month', async () => {
    const statuses = []
    for (const path of ['times/other', 'times/staging?month=9999-12', 'nowhere', 'acknowledge', 'times/staging?day=x'])
      statuses.push((await pages.get(`${base}/${path}`)).status)
    expect(statuses).toEqual([404, 404, 404, 404, 200])
  })

  test.each(['%25', '%ff', '%', '%00', '..%2f'])('%j for a key is answered, and no fault of ours', async (key) => {
    const staff = await signedIn(house, pages, 'sam')
    for (const page of ['schedule', 'reports', 'calendar'])
      for (const headers of [{}, staff])
        expect((await pages.get(`/${page}/${key}`, headers)).status, page).toBeOneOf([401, 404])
  })
})

describe('moving', () => {
  test('asks first, moves that system only, and a form sent twice is answered alike', async () => {
    const asked = await pages.get(await moveTo('2026-12-08T06:00:00Z'))
    const html = await asked.text()
    expect(textOf(html)).toContain('New start Tue 8 Dec 2026, 01:00 EST')
    expect(textOf(html)).toContain('Outside your maintenance windows.')
    expect(await planOf(house, 'acme')).toEqual(planned)

    const fields = fieldsOf(html)
    const done = await pages.post(`${base}/reschedule`, fields)
    expect(done.status).toBe(200)
    const seen = await words(done)
    expect(seen).toContain('acme/staging is moved')
    expect(seen).toContain('Move production, too')
    const again = await words(await pages.post(`${base}/reschedule`, fields))
    expect(again).toContain('acme/staging is moved')
    expect(await planOf(house, 'acme')).toEqual([planned[0], 'staging 3.9.12 scheduled 2026-12-08T06:00Z'])
  })

  test('one form’s id in another form does nothing and is no fault of ours', async () => {
    const fields = fieldsOf(await (await pages.get(await moveTo('2026-12-08T06:00:00Z'))).text())
    expect((await pages.post(`${base}/reschedule`, fields)).status).toBe(200)
    const moved = await planOf(house, 'acme')
    const update = await updateOf(house, 'acme')
    const query = new URLSearchParams({ system: 'acme/production', seen: seenOf(update) })
    const cancel = fieldsOf(await (await pages.get(`${base}/cancel?${query}`)).text())
    const { once = '' } = fields
    for (const [verb, sent] of [
      ['cancel', { ...cancel, reason: 'exams', once }],
      ['acknowledge', { form: fields['form'] ?? '', client: 'acme', release: '3.9.12', once }],
      ['reschedule', { ...fields, startsAt: '2026-12-10T06:00:00Z' }],
      ['cancel', { ...cancel, reason: 'exams', once: '' }],
    ] as const) {
      const answer = await pages.post(`${base}/${verb}`, sent)
      expect([answer.status, await words(answer)], verb).toEqual([
        422,
        expect.stringContaining('Nothing was done this time'),
      ])
    }
    expect(await planOf(house, 'acme')).toEqual(moved)
    expect((await pages.post(`${base}/cancel`, { ...cancel, reason: 'exams' })).status).toBe(200)
  })

  test('goes on under a link that lasts until the new cut-off', async () => {
    const fields = fieldsOf(await (await pages.get(await moveTo('2026-12-20T06:00:00Z'))).text())
    const html = await (await pages.post(`${base}/reschedule`, fields)).text()
    const [, next = ''] = /href="(\/schedule\/[^/"]+)\/times\/staging"/.exec(html) ?? []
    house.clock.set('2026-12-19T12:00:00Z')
    expect((await pages.get(base)).status).toBe(410)
    expect((await pages.get(next)).status).toBe(200)
  })

  test('a GET moves nothing, whatever it says', async () => {
    const path = await moveTo('2026-12-08T06:00:00Z')
    for (const more of ['', '&confirmed=yes', '&confirmed=yes&once=1&reason=x'])
      expect((await pages.get(`${path}${more}`)).status).toBe(200)
    expect(await planOf(house, 'acme')).toEqual(planned)
  })

  test('a stale page is refused and redrawn', async () => {
    const stale = fieldsOf(await (await pages.get(await moveTo('2026-12-08T06:00:00Z'))).text())
    const update = await updateOf(house, 'acme', 'staging')
    const moved = await house.app.rescheduleUpdate({
      ...asks(adminOf('acme', 'acme-bob', 'Bob Marley')),
      system: update,
      startsAt: new Date('2026-12-09T06:00:00Z'),
      seen: null,
      reason: null,
    })
    expect(moved.ok).toBe(true)
    const answer = await pages.post(`${base}/reschedule`, stale)
    expect(answer.status).toBe(409)
    const seen = await words(answer)
    expect(seen).toContain('Somebody changed this update after what you see was drawn')
    expect(seen).toContain('Rule: changed-meanwhile')
    expect(seen).toContain('Starts Wed 9 Dec 2026, 01:00 EST')
    expect((await updateOf(house, 'acme', 'staging')).startsAt.toISOString()).toBe('2026-12-09T06:00:00.000Z')
  })

  test('is refused by the rules and in the words of chat, with ways out', async () => {
    const late = await pages.get(await moveTo('2027-01-15T06:00:00Z'))
    expect(late.status).toBe(409)
    expect(await words(late)).toContain('That is after the deadline of this update: the last day is Sun 10 Jan 2027.')
    const odd = await words(await pages.get(await moveTo('2026-12-08T06:10:00Z')))
    expect(odd).toContain('Updates start on the quarter-hour')
    expect(odd).toContain('Tue 8 Dec, 01:15 EST')
    house.clock.set('2026-12-06T03:00:00Z')
    const fresh = await pathOf(house, ada(), 'schedule')
    const tooLate = await pages.get(`${fresh}/times/staging`)
    expect(tooLate.status).toBe(409)
    expect(await words(tooLate)).toContain('It is too late: an update can be moved until 4 hours before its start')
  })

  test('takes a date and a time as well; what is wrong stands beside the field, and what was typed stays', async () => {
    const update = await updateOf(house, 'acme', 'staging')
    const query = new URLSearchParams({ system: 'acme/staging', seen: seenOf(update) })
    const asked = fieldsOf(await (await pages.get(`${base}/reschedule?${query}`)).text())
    const wrong = await pages.post(`${base}/reschedule`, { ...asked, date: '2026-12-08', time: '02:10' })
    expect(wrong.status).toBe(422)
    const html = await wrong.text()
    expect(html).toMatch(/id="field-time-wrong"[^>]*>Updates start on the quarter-hour/)
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('value="02:10"')
    const right = await pages.post(`${base}/reschedule`, {
      ...fieldsOf(html),
      date: '2026-12-08',
      time: '02:15',
    })
    const confirm = await right.text()
    expect(textOf(confirm)).toContain('New start Tue 8 Dec 2026, 02:15 EST')
    await pages.post(`${base}/reschedule`, fieldsOf(confirm))
    expect(await planOf(house, 'acme')).toContain('staging 3.9.12 scheduled 2026-12-08T07:15Z')
  })
})

describe('cancelling, restoring, hurrying', () => {
  test('asks for a reason, cancels one system, and restores it by a new time', async () => {
    const update = await updateOf(house, 'acme')
    const path = `${base}/cancel?${new URLSearchParams({ system: 'acme/production', seen: seenOf(update) })}`
    const html = await (await pages.get(path)).text()
    const none = await pages.post(`${base}/cancel`, { ...fieldsOf(html), reason: ' ' })
    expect(none.status).toBe(422)
    expect(await words(none)).toContain('Please say why')
    const reason = '<script>alert(1)</script> \u202eexams'
    const done = await pages.post(`${base}/cancel`, { ...fieldsOf(html), reason })
    const after = await done.text()
    expect(textOf(after)).toContain('acme/production is cancelled')
    expect(textOf(after)).toContain('Cancelled: &lt;script&gt;alert(1)&lt;/script&gt; exams')
    expect(after).not.toContain('<script>')
    expect(textOf(after)).toContain('Restore production')
    const times = await words(await pages.get(`${base}/times/production?day=2026-12-13`))
    expect(times).toContain('Restore production: release 3.9.12')
    const confirm = await (await pages.get(await moveTo('2026-12-13T06:00:00Z', 'production'))).text()
    expect(textOf(confirm)).toContain('Confirm the restore')
    await pages.post(`${base}/reschedule`, fieldsOf(confirm))
    expect(await planOf(house, 'acme')).toContain('production 3.9.12 scheduled 2026-12-13T06:00Z')
  })

  test('asks for an urgent update while nothing is scheduled, and takes it back', async () => {
    await onFile(house, 'gamma')
    const own = await pathOf(house, ada('gamma'), 'schedule')
    expect(await words(await pages.get(own))).toContain('Ask for an urgent update production')
    const html = await (await pages.get(`${own}/urgent?system=gamma/production`)).text()
    const done = await pages.post(`${own}/urgent`, {
      ...fieldsOf(html),
      release: '',
      reason: 'grades are lost',
    })
    const after = await done.text()
    expect(textOf(after)).toMatch(/R-\d+ is with our services team/)
    const [, action = ''] = /action="([^"]*\/withdraw-request)"/.exec(after) ?? []
    const taken = await pages.post(action, fieldsOf(after.slice(after.indexOf(action))))
    expect(await words(taken)).toMatch(/R-\d+ is withdrawn/)
  })
})

describe('who may', () => {
  test('forged, expired, revoked and foreign links open nothing and do nothing', async () => {
    const fields = fieldsOf(await (await pages.get(await moveTo('2026-12-08T06:00:00Z'))).text())
    const beta = await pathOf(house, ada('beta'), 'schedule')
    const report = (await pathOf(house, ada(), 'report')).replace('/reports/', '/schedule/')
    const nobody = await pathOf(house, { kind: 'administrator', client: 'acme', person: 'gone' }, 'schedule')
    const forged = `${base.slice(0, -4)}AAAA`
    for (const [path, status] of [
      [forged, 404],
      [report, 404],
      [nobody, 410],
      [`${base}x`, 404],
      ['/schedule/acme', 401],
    ] as const) {
      expect((await pages.get(path)).status, path).toBe(status)
      expect((await pages.post(`${path}/reschedule`, fields)).status, path).toBe(status)
    }
    // Beta's own link, with Acme's form, or with a form of its own that names Acme's system.
    expect((await pages.post(`${beta}/reschedule`, fields)).status).toBe(403)
    const own = fieldsOf(await (await pages.get(`${beta}/urgent?system=beta/staging`)).text())
    const named = await pages.post(`${beta}/reschedule`, { ...fields, form: own['form'] ?? '' })
    expect(named.status).toBe(409)
    expect(await words(named)).toContain('This channel shows beta only')
    expect((await pages.get(`${beta}/reschedule?system=acme/staging`)).status).toBe(409)

    await house.ports.inTransaction((tx) => revokeLinks(tx, ada()))
    expect((await pages.get(base)).status).toBe(410)
    expect((await pages.post(`${base}/reschedule`, fields)).status).toBe(410)
    expect(await planOf(house, 'acme')).toEqual(planned)
  })

  test('a form from elsewhere does nothing', async () => {
    const fields = fieldsOf(await (await pages.get(await moveTo('2026-12-08T06:00:00Z'))).text())
    const { form: _, ...without } = fields
    for (const [sent, headers] of [
      [without, {}],
      [{ ...fields, form: 'x' }, {}],
      [fields, { 'sec-fetch-site': 'cross-site' }],
      [fields, { origin: 'https://evil.example' }],
    ] as const)
      expect((await pages.post(`${base}/reschedule`, sent, headers)).status).toBe(403)
    expect(await planOf(house, 'acme')).toEqual(planned)
  })

  test('after the cut-off the link has expired, and offers a fresh one', async () => {
    house.clock.set('2026-12-06T02:00:01Z')
    const answer = await pages.get(base)
    expect(answer.status).toBe(410)
    expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors https://learn.acme.example')
    const html = await answer.text()
    await pages.post('/links/fresh', { link: fieldOf(html, 'link') })
    await house.deliverAll()
    expect(house.sent.at(-1)?.card.kind).toBe('link-asked')
  })

  test('services act for a client with a reason; other staff look; nobody else of the vendor is asked in', async () => {
    const sam = await signedIn(house, pages, 'sam')
    const html = await (await pages.get(await moveTo('2026-12-08T06:00:00Z', 'staging', '/schedule/acme'), sam)).text()
    expect(textOf(html)).toContain('Why do you move it for the client?')
    const filled = { ...fieldsOf(html), date: '2026-12-08', time: '01:00', reason: 'they asked by phone' }
    const confirm = await (await pages.post('/schedule/acme/reschedule', filled, sam)).text()
    const done = await pages.post('/schedule/acme/reschedule', fieldsOf(confirm), sam)
    expect(await words(done)).toContain('acme/staging is moved')

    const spec = await signedIn(house, pages, 'spec')
    const seen = await words(await pages.get('/schedule/acme', spec))
    expect(seen).toContain('Updates of Acme College')
    expect(seen).not.toContain('Reschedule')
    expect((await pages.get('/schedule/acme/times/staging', spec)).status).toBe(409)
    expect((await pages.get('/schedule/nobody', spec)).status).toBe(404)
  })
})

describe('hostile names', () => {
  let hostile: string
  const name = '"><img src=x onerror=alert(1)>\u202e{{x}}'
  beforeEach(async () => {
    await available(house, '3.9.12')
    await scheduled(house, 'evil', {
      name,
      administrators: [{ id: 'evil-ada', name, email: 'ada@evil.example', accounts: [] }],
      systems: [
        {
          client: 'evil',
          environment: 'production',
          version: '3.9.11',
          url: "https://x.example/'; script-src *",
        },
        { client: 'evil', environment: 'staging', version: '3.9.11', url: 'javascript:alert(1)' },
      ],
    })
    hostile = await pathOf(house, ada('evil'), 'schedule')
  })

  test('are words on every page, and change no policy', async () => {
    const update = await updateOf(house, 'evil')
    const query = new URLSearchParams({ system: 'evil/production', seen: seenOf(update) })
    for (const path of ['', '/times/production', `/cancel?${query}`, `/reschedule?${query}`]) {
      const answer = await pages.get(`${hostile}${path}`)
      expect(answer.status).toBe(200)
      const html = await answer.text()
      expect(html).not.toContain('<img')
      expect(html).not.toContain('\u202e')
      expect(answer.headers.get('content-security-policy')).toMatch(/frame-ancestors https:\/\/x\.example$/)
    }
  })
})
