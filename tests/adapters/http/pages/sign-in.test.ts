import { afterAll, beforeAll, expect, test } from 'vitest'
import { revokeLinks } from '../../../../src/app/links/revoke-links.ts'
import { type House, openHouse } from '../../../support/house.ts'
import { ada, fieldOf, pagesOf, pathOf, signedIn, type TestPages } from '../../../support/pages.ts'
import { onFile, openVendor } from '../../../support/scene.ts'

let house: House
let pages: TestPages
const olga = { kind: 'staff', person: 'olga' } as const

beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await onFile(house, 'acme')
  pages = pagesOf(house)
})
afterAll(() => house.close())

test('a GET shows a button and signs nobody in; the button does, once', async () => {
  const path = await pathOf(house, olga, 'board')
  const shown = await pages.get(path)
  expect(shown.status).toBe(200)
  expect(shown.headers.get('set-cookie')).toBeNull()
  const html = await shown.text()
  expect(html).toContain('Olga Operator')
  const form = fieldOf(html, 'form')

  const answer = await pages.post(path, { form })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/ops')
  expect(answer.headers.get('set-cookie')).toMatch(
    /^zerotouch_session=eyJ\S+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )

  const again = await pages.post(path, { form })
  expect(again.status).toBe(410)
  expect(await again.text()).toContain('used already')
  expect((await pages.get(path)).status).toBe(410)
})

test('of two that press at once, one gets in', async () => {
  const path = await pathOf(house, olga, 'board')
  const form = fieldOf(await (await pages.get(path)).text(), 'form')
  const both = await Promise.all([pages.post(path, { form }), pages.post(path, { form })])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 410])
})

test('only the page’s own form signs in', async () => {
  const path = await pathOf(house, olga, 'board')
  const form = fieldOf(await (await pages.get(path)).text(), 'form')
  const other = fieldOf(await (await pages.get(await pathOf(house, olga, 'board'))).text(), 'form')
  const refused = await Promise.all([
    pages.post(path, {}),
    pages.post(path, { form: other }),
    pages.post(path, { form }, { 'sec-fetch-site': 'cross-site' }),
    pages.post(path, { form }, { 'sec-fetch-site': 'same-site' }),
    pages.post(path, { form }, { origin: 'https://evil.example' }),
  ])
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
  expect((await pages.post(path, { form })).status).toBe(303)
})

test('it ends after ten minutes, with the staff file, and when it is revoked', async () => {
  const path = await pathOf(house, olga, 'board')
  house.clock.advance(10 * 60_000)
  const late = await pages.get(path)
  expect(late.status).toBe(410)
  expect(await late.text()).toContain('open board')

  const next = await pathOf(house, olga, 'board')
  await house.ports.inTransaction((tx) => revokeLinks(tx, olga))
  expect((await pages.get(next)).status).toBe(410)

  const gone = await pathOf(house, { kind: 'staff', person: 'nobody' }, 'board')
  expect((await pages.get(gone)).status).toBe(410)
})

test('a link for another purpose, a session and rubbish sign nobody in', async () => {
  const session = (await signedIn(house, pages, 'olga')).cookie.split('=')[1]
  const report = (await pathOf(house, ada(), 'report')).split('/').at(-1)
  for (const token of [session, report, 'eyJhbGciOiJIUzI1NiJ9.e30.x', 'rubbish'])
    expect((await pages.get(`/sign-in/${token}`)).status).toBe(404)
})

test('every page: nothing inline, nothing framed, nothing kept, no referrer, and no link in the log', async () => {
  const path = await pathOf(house, olga, 'board')
  for (const where of ['/', path, '/nowhere', `${path.slice(0, -3)}`]) {
    const { headers } = await pages.get(where)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
  }
  const broken = pagesOf(house, {
    app: { ...house.app, openLink: () => Promise.reject(new Error('the database is away')) },
  })
  expect((await broken.get(path)).status).toBe(500)
  expect(broken.logged()).toContain('/sign-in/…')
  expect(broken.logged()).not.toContain(path.slice('/sign-in/'.length, -10))
})

test('a fresh link: always the same answer, to the address on file, not twice in ten minutes', async () => {
  const token = (await pathOf(house, ada(), 'report', 'V-1')).split('/').at(-1) ?? ''
  const young = await pages.post('/links/fresh', { link: token })
  house.clock.advance(90 * 24 * 3_600_000)
  const answers = [young, await pages.post('/links/fresh', { link: token })]
  answers.push(await pages.post('/links/fresh', { link: token }))
  answers.push(await pages.post('/links/fresh', { link: 'rubbish' }), await pages.post('/links/fresh', {}))
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  expect(new Set(texts).size).toBe(1)
  expect(answers.every(({ status }) => status === 200)).toBe(true)

  await house.deliverAll()
  const mails = house.sent.filter(({ card }) => card.kind === 'link-asked')
  expect(mails.map(({ place }) => place.address)).toEqual([
    { kind: 'mailbox', email: 'ada@acme.example', name: 'Ada Lovelace' },
  ])
  const [action] = mails[0]?.card.actions ?? []
  expect(action).toMatchObject({ label: 'Open the System Health report' })
  expect(action && 'link' in action && action.link).toMatch(/^https:\/\/updates\.vendor\.example\/reports\/eyJ/)
  house.clock.advance(10 * 60_000)
  await pages.post('/links/fresh', { link: token })
  await house.deliverAll()
  expect(house.sent.filter(({ card }) => card.kind === 'link-asked')).toHaveLength(2)
})
