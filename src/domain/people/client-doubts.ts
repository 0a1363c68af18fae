import { doubtOfZone } from '../time/zone-names/read-zone.ts'

/** What can be meant so and probably is not: the field, and the rest of a sentence that begins with it. */
export type Doubt = { readonly field: string; readonly reason: string }

/** @returns what in a client's document is right and should be looked at again */
export function doubtsOf(client: { readonly zone: string; readonly administrators: readonly unknown[] }): Doubt[] {
  const zone = doubtOfZone(client.zone)
  return [
    ...(zone ? [{ field: 'zone', reason: `${client.zone} ${zone}` }] : []),
    ...(client.administrators.length === 0
      ? [
          {
            field: 'administrators',
            reason: 'is empty: nobody can be told, so nothing is scheduled for this client',
          },
        ]
      : []),
  ]
}
