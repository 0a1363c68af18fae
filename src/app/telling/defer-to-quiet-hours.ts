import type { OwedDelivery } from '../../domain/notices/audience.ts'
import type { Client } from '../../domain/people/client.ts'
import { quietHoursOf } from '../../domain/people/personal-settings.ts'
import type { Place } from '../../domain/people/place.ts'
import { afterQuietHours } from '../../domain/time/quiet-hours.ts'
import { isBefore } from '../../domain/time/span.ts'
import type { Update } from '../../domain/updates/update.ts'

type Telling = {
  readonly client: Client
  readonly update: Pick<Update, 'kind'>
  /** From when on it would come too late to be of use. */
  readonly expiresAt: Date
  readonly now: Date
}

/**
 * Puts off the direct messages that would reach somebody in their quiet hours until these end, on their own clock, unless
 * they would be of no use then; security releases disturb at any hour (DESIGN 4.3).
 * @returns how one of the deliveries is owed
 */
export const deferToQuietHours =
  ({ client, update, expiresAt, now }: Telling, places: readonly Place[]) =>
  (owed: OwedDelivery): OwedDelivery => {
    const place = places.find(({ id }) => id === owed.place)
    if (place?.address.kind !== 'direct' || owed.mode === 'edit' || update.kind === 'security') return owed
    const quiet = quietHoursOf(client, place.administrator)
    const notBefore = quiet ? afterQuietHours(now, quiet.zone, expiresAt, quiet.hours) : now
    return isBefore(now, notBefore) ? { ...owed, notBefore } : owed
  }
