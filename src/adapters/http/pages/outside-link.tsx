import type { Child } from 'hono/jsx'

/** Leads away from our pages: in a frame it would be shown there or be refused, so it is opened beside it. */
export const OutsideLink = ({ href, children }: { href: string; children?: Child }) => (
  <a href={href} rel="noreferrer noopener" target="_blank">
    {children}
    <span class="only-heard"> (opens in a new tab)</span>
  </a>
)
