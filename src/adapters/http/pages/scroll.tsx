import type { Child } from 'hono/jsx'

/** What may be wider than the screen: it moves by itself and not with the page, by keyboard, too. */
export const Scroll = ({ label, children }: { label: string; children?: Child }) => (
  <section class="scroll" aria-label={label} tabindex={0}>
    {children}
  </section>
)
