import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { revokeLinks } from '../../src/app/links/revoke-links.ts'
import { openHouse } from '../support/house.ts'
import { lookAt, type Screen } from '../support/look-at.ts'
import { ada, pathOf } from '../support/pages.ts'
import { onFile, openVendor } from '../support/scene.ts'
import { useVisitors } from '../support/visitors.ts'

vi.setConfig({ testTimeout: 120_000 })

const visitors = useVisitors(async () => {
  const house = await openHouse()
  await openVendor(house)
  await onFile(house, 'acme')
  const readFeed = () => Promise.reject(new Error('the database is away'))
  return { house, parts: { app: { ...house.app, readFeed } } }
})

/** Looks at what is shown at a path, once it says what it should. */
async function look(page: Page, path: string, words: string, name: string, screen: Screen): Promise<void> {
  await page.goto(`${visitors().served.url}${path}`)
  await page.getByRole('heading', { level: 1, name: words }).waitFor()
  await lookAt(page, `${name}-${screen}`)
}

test.each(['phone', 'desk'] as const)(
  'on a %s: the start, the sign-in, and every way in which a link does not open',
  async (screen) => {
    const { house, open, complaints } = visitors()
    const page = await open(screen, '/')
    await look(page, '/', 'Zerotouch', 'start', screen)
    await look(page, '/nowhere', 'There is no such page', 'not-found', screen)
    await look(page, '/ops', 'Please sign in', 'sign-in-first', screen)
    await look(page, '/schedule/eyJhbGciOiJIUzI1NiJ9.e30.x', 'This link opens nothing', 'forged', screen)
    await look(page, await pathOf(house, ada(), 'calendar'), 'Something went wrong', 'failure', screen)
    await look(page, await pathOf(house, ada(), 'report'), 'No health report yet', 'no-report', screen)

    const signIn = await pathOf(house, { kind: 'staff', person: 'olga' }, 'board')
    await look(page, signIn, 'Sign in', 'sign-in', screen)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Release board' }).waitFor()
    await look(page, signIn, 'This link was used already', 'used', screen)
    await look(page, '/reports/V-999', 'There is no such page', 'not-found-staff', screen)
    await page.getByRole('link', { name: 'Go back' }).click()
    await page.getByRole('heading', { name: 'Release board' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto(`${visitors().served.url}/ops`)
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor()

    const now = house.clock.now()
    const [schedule, report] = [await pathOf(house, ada(), 'schedule'), await pathOf(house, ada(), 'report', 'V-1')]
    house.clock.advance(91 * 24 * 3_600_000)
    await look(page, schedule, 'This link has expired', 'expired', screen)
    await page.goto(`${visitors().served.url}${report}`)
    await page.getByRole('button', { name: 'Mail me a fresh link' }).click()
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
    await lookAt(page, `fresh-link-${screen}`)
    house.clock.set(now.toISOString())
    await house.ports.inTransaction((tx) => revokeLinks(tx, ada()))
    await look(page, schedule, 'This link was closed', 'revoked', screen)
    expect(complaints.filter((text) => !/status of (401|404|410|500)/.test(text))).toEqual([])
    await page.context().close()
  },
)
