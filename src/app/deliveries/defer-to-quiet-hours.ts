import type { OwedDelivery } from '../../domain/audience.ts'
import type { Client } from '../../domain/client.ts'
import { quietHoursOf } from '../../domain/personal-settings.ts'
import type { Place } from '../../domain/place.ts'
import { afterQuietHours } from '../../domain/quiet-hours.ts'
import { isBefore } from '../../domain/span.ts'
import type { Update } from '../../domain/update.ts'

type Telling = {
  readonly client: Client
  readonly update: Pick<Update, 'kind'>
  /** From when on it would come too late to be of use. */
  readonly useless: Date
  readonly now: Date
}

/**
 * Puts off the direct messages that would reach somebody in their quiet hours until these end, on their own clock, unless
 * they would be of no use then; security releases disturb at any hour (DESIGN 4.3).
 * @returns how one of the deliveries is owed
 */
export const deferToQuietHours =
  ({ client, update, useless, now }: Telling, places: readonly Place[]) =>
  (owed: OwedDelivery): OwedDelivery => {
    const place = places.find(({ id }) => id === owed.place)
    if (place?.address.kind !== 'direct' || owed.mode === 'edit' || update.kind === 'security') return owed
    const quiet = quietHoursOf(client, place.administrator)
    const notBefore = quiet ? afterQuietHours(now, quiet.zone, useless, quiet.hours) : now
    return isBefore(now, notBefore) ? { ...owed, notBefore } : owed
  }
