import type { ApiKey } from '../../../../app/ports/stores/api-ports.ts'
import { type InsideText, readInside } from '../../../../domain/updates/inside-text.ts'

/** What was written for the vendor's own people is shown to a key of the vendor, and to no key that is bound to a client. */
export const insideFor = ({ client }: Pick<ApiKey, 'client'>, text: InsideText | null): string | null =>
  client === null ? readInside(text) : null
