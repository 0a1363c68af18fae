import { UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeLinkSigner } from '../../../../src/adapters/links/link-signer.ts'
import { issueLink } from '../../../../src/app/links/issue-link.ts'
import { revokeLinks } from '../../../../src/app/links/revoke-links.ts'
import type { LinkHolder, LinkPurpose } from '../../../../src/app/ports/stores/link-ports.ts'
import { type House, openHouse, publicUrl } from '../../../support/house.ts'
import { ada, pagesOf, pathOf, signedIn, type TestPages } from '../../../support/pages.ts'
import { openVendor, scheduled } from '../../../support/scene.ts'

let house: House
let pages: TestPages
const purposes = ['report', 'schedule', 'calendar', 'board'] as const
const olga: LinkHolder = { kind: 'staff', person: 'olga' }
const bea: LinkHolder = { kind: 'administrator', client: 'beta', person: 'beta-ada' }

beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await scheduled(house, 'acme')
  await scheduled(house, 'beta')
  pages = pagesOf(house)
})
afterAll(() => house.close())

const holderOf = (purpose: LinkPurpose, at = ada()): LinkHolder => (purpose === 'board' ? olga : at)
const at = (purpose: LinkPurpose, token: string): string =>
  ({
    report: `/reports/${token}`,
    schedule: `/schedule/${token}`,
    calendar: `/calendar/${token}.ics`,
    board: `/sign-in/${token}`,
    unsubscribe: `/unsubscribe/${token}`,
  })[purpose]
const tokenOf = (path: string): string =>
  path
    .replace(/\.ics$/, '')
    .split('/')
    .at(-1) ?? ''
const linkOf = async (purpose: LinkPurpose): Promise<string> => tokenOf(await pathOf(house, holderOf(purpose), purpose))
/** What each page answers to a token, and to a form that is sent with it. */
async function answers(purpose: LinkPurpose, token: string) {
  const path = at(purpose, token)
  const act = purpose === 'schedule' ? `${path}/cancel` : path
  const posted = await pages.post(act, { form: token, system: 'acme/production', reason: 'x', once: '1' })
  return [(await pages.get(path)).status, posted.status]
}

describe.each(purposes)('a link to the %s', (purpose) => {
  test('opens what it was made for, privately, and leaves no trace of itself', async () => {
    const answer = await pages.get(at(purpose, await linkOf(purpose)))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe')
  })

  test('at an address that gives a parameter twice opens neither', async () => {
    const path = at(purpose, await linkOf(purpose))
    const answer = await pages.get(`${path}?verification=V-1&verification=V-2`)
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('“verification” more than once'),
    ])
  })

  test('opens nothing when it was forged, cut, or made for another page', async () => {
    const token = await linkOf(purpose)
    const [head = '', body = '', signature = ''] = token.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const foreign = makeLinkSigner({ secrets: ['the secret of somebody else, long enough'], publicUrl })
    const made = await house.ports.inTransaction((tx) =>
      issueLink(tx, { ...house.ports, links: foreign }, { holder: holderOf(purpose), purpose, subject: null }),
    )
    const others = await Promise.all(purposes.filter((one) => one !== purpose).map(linkOf))
    const session = (await signedIn(house, pages, 'olga')).cookie.split('=')[1] ?? ''
    for (const bad of [
      `${token.slice(0, -6)}AAAAAA`,
      token.slice(0, -3),
      `${head}.${encoded({ ...claims, of: 'beta', sub: 'beta-ada' })}.${signature}`,
      `${encoded({ alg: 'none' })}.${body}.`,
      new UnsecuredJWT(claims).encode(),
      made?.token ?? '',
      session,
      ...others,
    ]) {
      const [shown, done] = await answers(purpose, bad)
      expect(shown, bad).toBe(404)
      expect(done, bad).toBe(404)
    }
  })

  test('says that it has expired, and that it was revoked', async () => {
    const token = await linkOf(purpose)
    const now = house.clock.now()
    house.clock.advance(731 * 24 * 3_600_000)
    const late = await pages.get(at(purpose, token))
    expect(late.status).toBe(410)
    const words = await late.text()
    expect(words).toContain('This link has expired')
    expect(words).toContain(purpose === 'board' ? 'open board' : 'Mail me a fresh link')
    house.clock.set(now.toISOString())
    await house.ports.inTransaction((tx) => revokeLinks(tx, holderOf(purpose)))
    expect(await (await pages.get(at(purpose, token))).text()).toContain('This link was closed')
    const [shown, done] = await answers(purpose, token)
    expect(shown).toBe(410)
    // A calendar takes no form at all.
    expect(done).toBe(purpose === 'calendar' ? 404 : 410)
  })

  test('does nothing to another client’s, and stands in no log', async () => {
    const token = purpose === 'board' ? '' : tokenOf(await pathOf(house, bea, purpose))
    if (token !== '') {
      const text = await (await pages.get(at(purpose, token))).text()
      expect(text).toContain('Beta College')
      expect(text).not.toContain('Acme')
    }
    const own = await linkOf(purpose)
    const broken = pagesOf(house, {
      app: { ...house.app, openLink: () => Promise.reject(new Error('the database is away')) },
    })
    const path = at(purpose, own)
    expect((await broken.get(`${path}?x=${own}`)).status).toBe(500)
    expect(broken.logged()).toContain('a page could not be shown')
    for (const part of own.split('.')) expect(broken.logged()).not.toContain(part)
  })
})

test('no link does anything but by its own form: a cancel is asked for by GET and by a stranger’s form in vain', async () => {
  const path = await pathOf(house, ada(), 'schedule')
  const before = await house.app.listUpdates({ client: 'acme' }, { after: null, limit: 10 })
  const query = 'system=acme/production&reason=x&confirmed=yes&once=1'
  expect((await pages.get(`${path}/cancel?${query}`)).status).toBe(200)
  const beta = tokenOf(await pathOf(house, bea, 'schedule'))
  for (const form of ['', beta, tokenOf(path)]) {
    const answer = await pages.post(`${path}/cancel`, { form, system: 'acme/production', reason: 'x' })
    expect(answer.status).toBe(403)
  }
  for (const method of ['PUT', 'DELETE', 'PATCH'])
    expect((await pages.ask(method, `${path}/cancel?${query}`, {})).status).toBe(404)
  expect(await house.app.listUpdates({ client: 'acme' }, { after: null, limit: 10 })).toEqual(before)
})
