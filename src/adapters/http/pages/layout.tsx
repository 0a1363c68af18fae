import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { styleHref } from './style.ts'

type LayoutProps = {
  /** What the page shows, without the product's name. */
  readonly title: string
  /** Who reads, and whose systems: `Ada Lovelace · Acme College`. */
  readonly who?: string | undefined
  /** For tables and boards that want all the width there is. */
  readonly wide?: boolean
  /** Files of ours that make a page nicer that works without them. */
  readonly scripts?: readonly string[]
  readonly children?: Child
}

/** The frame of every page: one stylesheet, no inline script, readable on a phone, by keyboard and by ear. */
export const Layout = ({ title, who, wide = false, scripts = [], children }: LayoutProps) => (
  <>
    {raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title === 'Zerotouch' ? title : `${title} · Zerotouch`}</title>
        <link rel="icon" type="image/svg+xml" href="/icon.svg" />
        <link rel="stylesheet" href={styleHref} />
        {scripts.map((src) => (
          <script type="module" src={src} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="top">
          <span class="brand">Zerotouch</span>
          {who && <span class="who">{who}</span>}
        </header>
        <main id="main" class={wide ? 'wide' : undefined} tabindex={-1}>
          {children}
        </main>
      </body>
    </html>
  </>
)
