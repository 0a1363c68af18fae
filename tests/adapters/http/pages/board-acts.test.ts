import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type House, openHouse, operator } from '../../../support/house.ts'
import { fieldOf, pagesOf, signedIn, type TestPages } from '../../../support/pages.ts'
import { openVendor, scheduled } from '../../../support/scene.ts'

let house: House
let pages: TestPages
let [specialist, olga] = [{ cookie: '' }, { cookie: '' }]

beforeEach(async () => {
  house = await openHouse()
  await openVendor(house)
  pages = pagesOf(house)
  for (const client of ['acme', 'beta']) await scheduled(house, client)
  specialist = await signedIn(house, pages, 'spec')
  olga = await signedIn(house, pages, 'olga')
})
afterEach(() => house.close())

const statusOf = async () => (await house.app.readRelease('3.9.12'))?.status
const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const pause = () => house.app.pauseRelease('3.9.12', 'Log-ins <b>fail</b>', operator)
const ask = (act: string, who = olga) => pages.get(`/ops/release?act=${act}&version=3.9.12`, who)

/** The form as it is shown, filled in. */
async function formOf(act: string, reason: string): Promise<Record<string, string>> {
  const html = await (await ask(act)).text()
  const fields = ['form', 'once', 'act', 'version', 'status'].map((name) => [name, fieldOf(html, name)])
  return { ...Object.fromEntries(fields), reason }
}

const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  pages.post('/ops/release', fields, { ...olga, ...headers })

describe('a release that is paused, on the board', () => {
  it('shows why, its clients, and what is on hold as what it is', async () => {
    await pause()
    const html = await (await pages.get('/ops', olga)).text()
    const text = textOf(html)
    expect(text).not.toContain('Nothing: no failure waits')
    expect(text).toMatch(
      /1 release is paused .*Paused by Olga Operator: Log-ins &lt;b&gt;fail&lt;\/b&gt; · 4 systems wait at 2 clients/,
    )
    expect(text).toMatch(/3\.9\.12 Paused .*2 on hold/)
    expect(text).toMatch(/4 systems on hold keep their place on 1 day\. At most 50/)
    // Without a word from anybody the clients below are those of the release that is on hold.
    const clients = textOf(html.slice(html.indexOf('id="found"')))
    expect(clients).toContain('With 3.9.12')
    expect(clients).toMatch(
      /Acme College .*on hold .*Production runs 3\.9\.11 On hold \(U-\d+\): We have paused this release while we look into something\. Log-ins &lt;b&gt;fail&lt;\/b&gt; , planned for/,
    )
    expect(clients).not.toContain('Scheduled:')
  })

  it('is resumed and withdrawn there by operators, after the question that is asked in chat', async () => {
    await pause()
    for (const act of ['resume', 'withdraw']) {
      expect(await (await pages.get('/ops', olga)).text()).toContain(`/ops/release?act=${act}&amp;version=3.9.12`)
      expect(await (await pages.get('/ops', specialist)).text()).not.toContain(`act=${act}`)
    }
    expect(textOf(await (await ask('resume')).text())).toContain('what was on hold goes on, 4 updates at most')
    expect(textOf(await (await ask('withdraw')).text())).toContain('4 planned updates will be cancelled')
    expect(await statusOf()).toBe('paused')
    const done = await send(await formOf('resume', 'Fixed in the proxy'))
    expect(done.status).toBe(200)
    expect(textOf(await done.text())).toContain('Release 3.9.12 is being rolled out')
    expect(await statusOf()).toBe('available')
    expect((await send(await formOf('withdraw', 'no good'))).status).toBe(200)
    expect(await statusOf()).toBe('withdrawn')
    const { items } = await house.app.listUpdates({ status: 'cancelled' }, { after: null, limit: 10 })
    expect(items).toHaveLength(4)
  })

  it('asks for a reason, and says what is wrong beside it', async () => {
    await pause()
    const answer = await send(await formOf('resume', ' '))
    expect(answer.status).toBe(422)
    expect(textOf(await answer.text())).toContain('Please say why; it stays among us.')
    expect(await statusOf()).toBe('paused')
  })

  it('does nothing that was asked of another state, or sent twice with something else', async () => {
    await pause()
    const fields = await formOf('resume', 'Fixed')
    expect((await send(fields)).status).toBe(200)
    const again = await send({ ...fields, reason: 'And again' })
    expect(again.status).toBe(409)
    await pause()
    const stale = await formOf('resume', 'Fixed')
    await house.app.withdrawRelease('3.9.12', 'no good', operator)
    expect((await send(stale)).status).toBe(409)
    expect(await statusOf()).toBe('withdrawn')
  })

  it.each<[string, (fields: Record<string, string>) => Promise<Response>, number]>([
    ['somebody who has not signed in', (fields) => pages.post('/ops/release', fields), 401],
    ['a specialist', (fields) => pages.post('/ops/release', fields, specialist), 403],
    ['another site', (fields) => send(fields, { 'sec-fetch-site': 'cross-site' }), 403],
    ['a form without its token', (fields) => send({ ...fields, form: 'x' }), 403],
    ['a form that we did not draw', (fields) => send({ ...fields, once: '' }), 409],
    ['an act that the board has not', (fields) => send({ ...fields, act: 'publish' }), 404],
  ])('nothing is done for %s', async (_who, post, status) => {
    await pause()
    const answer = await post(await formOf('resume', 'Fixed'))
    expect(answer.status).toBe(status)
    expect(await statusOf()).toBe('paused')
  })

  it('a GET only ever asks', async () => {
    await pause()
    const answer = await pages.get('/ops/release?act=resume&version=3.9.12&reason=now&once=12345678', olga)
    expect(answer.status).toBe(200)
    expect(await statusOf()).toBe('paused')
    expect((await ask('publish')).status).toBe(404)
    expect((await ask('resume', specialist)).status).toBe(403)
  })
})
