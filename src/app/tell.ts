import { audienceOf } from '../domain/audience.ts'
import type { Notice } from '../domain/notice.ts'
import type { Tx } from './ports.ts'

/** Writes a notice and every delivery it owes, in the transaction that makes it true. */
export async function tell(tx: Tx, notice: Notice, now: Date): Promise<void> {
  const places = await tx.places.around(notice.client)
  await tx.notices.owe(
    notice,
    audienceOf(
      notice,
      places.filter((place) => !place.gone),
    ),
    now,
  )
}
