import type { RenderMailOptions } from './rendered-mail.ts'
import { safeLink } from './safe-link.ts'

/** Why one gets the letter, and whom to ask. */
export const footerLines = ({ letter, contact }: RenderMailOptions): string[] => [
  ...(letter ? [letter.why] : []),
  ...(contact ? [`Questions? Ask ${contact}.`] : []),
]

/** Where one changes what comes, and where one does without letters like this one. */
export const footerLinks = ({ letter }: RenderMailOptions): { readonly label: string; readonly link: string }[] =>
  [
    { label: 'Change what comes to you', url: letter?.settings },
    { label: 'No more of these mails', url: letter?.stop?.url },
  ].flatMap(({ label, url }) => {
    const link = url && safeLink(url)
    return link ? [{ label, link }] : []
  })
