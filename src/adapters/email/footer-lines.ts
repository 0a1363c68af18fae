import type { RenderMailOptions } from './rendered-mail.ts'

/** Why one gets the letter, and whom to ask. */
export const footerLines = ({ letter, contact }: RenderMailOptions): string[] => [
  ...(letter ? [letter.why] : []),
  ...(contact ? [`Questions? Ask ${contact}.`] : []),
]
