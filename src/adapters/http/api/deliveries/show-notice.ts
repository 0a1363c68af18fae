import type { InboxItem } from '../../../../app/ports/ports.ts'
import { plainNotice } from '../../../../notices/card/plain-notice.ts'

/** A notice of the in-app inbox. */
export const showNotice = ({ id, at, card }: InboxItem) => ({
  id,
  at: at.toISOString(),
  ...plainNotice(card),
})
