import type { Place, ShownAddress } from '../../domain/people/place.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { cut } from './words.ts'

/** One delivery, as its readers are told of it. */
export type DeliveryState = {
  readonly status: 'pending' | 'sending' | 'sent' | 'in-doubt' | 'failed' | 'suppressed'
  readonly reason: string | null
  readonly attempts: number
  readonly dueAt: Date
  readonly finishedAt: Date | null
}

export const platforms = { slack: 'Slack', teams: 'Teams' } as const

/** @returns a place as people know it, e.g. `E-mail to ada@acme.example` */
export function placeWords({ address, room }: Pick<Place, 'room'> & { readonly address: ShownAddress }): string {
  if (room === null) return addressWords(address)
  return address.kind === 'mailbox' ? `${addressWords(address)}, for our ${room} channel` : `Our ${room} channel`
}

function addressWords(address: ShownAddress): string {
  switch (address.kind) {
    case 'channel':
      return `${platforms[address.platform]} channel ${address.channel}`
    case 'direct':
      return `${platforms[address.platform]} message to ${address.user}`
    case 'mailbox':
      return `E-mail to ${address.email}`
    case 'inbox':
      return `In-app inbox of ${address.environment}`
    case 'webhook':
      return `Webhook of ${address.environment}`
  }
}

/** Why a notice was left out, in words for everybody; other reasons are a platform's and shown as they are. */
const suppressions: Readonly<Record<string, string>> = {
  staging: 'changes to staging alone are not mailed',
  'switched-off': 'they switched these off in settings',
  gone: 'this place could not be reached any more',
  overtaken: 'something newer was told instead',
  'taken-back': 'it was taken back before it was told',
  'nothing stands there to be redrawn': 'there was no message to redraw',
}

/** @returns what became of a delivery, e.g. `told Sun 22 Nov, 07:00 EST` */
export function deliveryWords({ status, reason, attempts, dueAt, finishedAt }: DeliveryState, zone: string): string {
  const at = (instant: Date): string => showInstant(instant, zone, 'short')
  const why = reason === null ? '' : `: ${suppressions[reason] ?? cut(reason, 200)}`
  switch (status) {
    case 'sent':
      return finishedAt ? `told ${at(finishedAt)}` : 'told'
    case 'suppressed':
      return `not sent${why}`
    case 'failed':
      return `could not be told${why}`
    case 'in-doubt':
      return `sent, but nobody confirmed it${why}; it is being looked for`
    case 'sending':
      return 'being sent now'
    case 'pending':
      return attempts === 0 ? `waits to be sent, ${at(dueAt)}` : `tried ${times(attempts)}${why}; next ${at(dueAt)}`
  }
}

const times = (n: number): string => (n === 1 ? 'once' : `${n} times`)
