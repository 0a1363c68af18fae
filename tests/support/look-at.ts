import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'

const shots = fileURLToPath(new URL('../browser/screenshots/', import.meta.url))
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const screens = { phone: { width: 375, height: 812 }, desk: { width: 1280, height: 900 } } as const
export type Screen = keyof typeof screens

export const contextOf = (browser: Browser, screen: Screen, javaScriptEnabled = true): Promise<BrowserContext> =>
  browser.newContext({ viewport: screens[screen], javaScriptEnabled })

/**
 * Holds a page to what every page of ours keeps: nothing is wider than the screen, buttons can be hit by a thumb, and
 * axe finds nothing against WCAG 2.2 AA in light or dark. Leaves a screenshot of each to be looked at.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'), `${name} is too wide`).toBe(0)
  const small = await page.evaluate(
    `[...document.querySelectorAll('button, .button, a.day')].filter((one) => {
      const { width, height } = one.getBoundingClientRect()
      return width > 0 && (height < 44 || width < 24)
    }).map((one) => one.textContent.trim())`,
  )
  expect(small, `${name} has buttons that are too small`).toEqual([])
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violationsOf(page, rulesOf[colorScheme]), `${name}, ${colorScheme}`).toEqual([])
    await page.screenshot({ path: path.join(shots, `${name}-${colorScheme}.png`), fullPage: true })
  }
}

const rulesOf = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  // In the dark nothing but the colours is another.
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} as const

type Found = { id: string; nodes: { html: string; failureSummary?: string }[] }

/** What axe finds against WCAG 2.2 A and AA and its best practices, each with where. */
async function violationsOf(page: Page, runOnly: (typeof rulesOf)[keyof typeof rulesOf]): Promise<string[]> {
  await page.evaluate(axe)
  const { violations, passes } = await page.evaluate<{ violations: Found[]; passes: unknown[] }>(
    `axe.run(document, ${JSON.stringify({ runOnly })})`,
  )
  // A page on which axe found nothing to look at was not looked at.
  expect(passes.length).toBeGreaterThan(runOnly.type === 'tag' ? 10 : 0)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  )
}
