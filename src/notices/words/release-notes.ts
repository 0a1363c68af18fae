import type { Release } from '../../domain/releases/release.ts'
import type { Block, LinkAction } from '../card/card.ts'

/** Every notice about a release links its notes; one about an update to come advises to read them first (DESIGN 2.12). */
export const adviseNotes = ({ notesUrl }: Release): Block => ({
  type: 'text',
  text: ['Please read the ', { link: notesUrl, label: 'release notes' }, ' before the update.'],
})

export const notesLink = ({ notesUrl }: Release): LinkAction => ({ link: notesUrl, label: 'Release notes' })
