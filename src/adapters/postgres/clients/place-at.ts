import type { ChannelAddress } from '../../../domain/people/place.ts'
import type { Connection } from '../plumbing/database.ts'
import { keyOf } from './place-keys.ts'

/** Whose channel it is; of none where it is null. A room comes first: the vendor may use one channel for several of them. */
export const placeAt = (db: Connection, channel: ChannelAddress | null) =>
  db
    .selectFrom('places')
    .selectAll()
    .where('linked', '=', true)
    .where('kind', '=', 'channel')
    .where('key', '=', channel && keyOf({ kind: 'channel', ...channel }))
    .orderBy('room')
    .orderBy('id')
    .limit(1)
