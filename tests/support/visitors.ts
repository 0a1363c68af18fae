import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { PageParts } from '../../src/adapters/http/pages/make-pages.tsx'
import { launchBrowser } from './browser.ts'
import type { House } from './house.ts'
import { contextOf, type Screen } from './look-at.ts'
import { type Served, servePages } from './served-pages.ts'

/** A house whose pages are served, and a browser that goes there. */
export type Visitors = {
  readonly house: House
  readonly served: Served
  readonly browser: Browser
  /** What pages complained of in the browser's console, and every dialog that came up. */
  readonly complaints: string[]
  /** A page of a browser of its own at a path of the house. */
  open(screen: Screen, path: string, javaScript?: boolean): Promise<Page>
}

export type Prepared = {
  readonly house: House
  readonly parts?: Partial<PageParts>
  /** Of the browser. */
  readonly switches?: readonly string[]
}

/** One house and one browser for all tests of a file, closed whatever happens. */
export function useVisitors(
  prepare: (atTheEnd: (close: () => Promise<unknown> | undefined) => void) => Promise<Prepared>,
): () => Visitors {
  const closes: (() => Promise<unknown> | undefined)[] = []
  let visitors: Visitors | undefined
  // Installing the browser takes minutes where there is none.
  beforeAll(async () => {
    const { house, parts, switches } = await prepare((close) => closes.push(close))
    closes.push(() => house.close())
    const served = await servePages(house, parts)
    closes.push(() => served.close())
    const browser = await launchBrowser(switches)
    closes.push(() => browser.close())
    const complaints: string[] = []
    visitors = {
      house,
      served,
      browser,
      complaints,
      async open(screen, path, javaScript = true) {
        const page = await (await contextOf(browser, screen, javaScript)).newPage()
        listen(page, complaints)
        await page.goto(`${served.url}${path}`)
        return page
      },
    }
  }, 300_000)
  afterAll(async () => {
    for (const close of closes.reverse()) await close()
  })
  return () => {
    if (!visitors) throw new Error('nobody visits before all is prepared')
    return visitors
  }
}

export function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`)
    return dialog.dismiss()
  })
}
