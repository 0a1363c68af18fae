import type { ClientDocument } from '../../src/app/ports/ports.ts'
import type { Vendor } from '../../src/config/vendor.ts'
import type { ChatAccount } from '../../src/domain/people/client.ts'
import { ana, clientChannel, tenant } from '../../tests/adapters/teams/activities.ts'
import { clientDocument } from '../../tests/support/cast.ts'

const account = (workspace: string, user: string): ChatAccount => ({ platform: 'slack', workspace, user })

/** Who speaks in Slack, and whose people they are: a client's, the vendor's, or nobody's. */
export const speakers = {
  acme: account('T1', 'UACME1'),
  beta: account('T1', 'UBETA1'),
  services: account('T0', 'USAM'),
  specialist: account('T0', 'USPEC'),
  operator: account('T0', 'UOLGA'),
  stranger: account('T1', 'UNOBODY'),
} as const
export type Speaker = keyof typeof speakers

export const staff: readonly Speaker[] = ['services', 'specialist', 'operator']

/** The channels of clients and of the vendor in Slack; the last is nobody's. */
export const channels = ['CACME', 'CBETA', 'COPS', 'CTRIAGE', 'CSERVICES', 'CNOBODYS'] as const

const room = (channel: string) => ({ platform: 'slack' as const, workspace: 'T0', channel })
const member = (id: string, speaker: Speaker, role: Vendor['staff'][number]['roles'][number]) => ({
  id,
  name: id,
  email: `${id}@vendor.example`,
  roles: [role],
  accounts: [speakers[speaker]],
})

export const vendorFile: Vendor = {
  rooms: { ops: room('COPS'), triage: room('CTRIAGE'), services: room('CSERVICES') },
  staff: [
    member('sam', 'services', 'services'),
    member('spec', 'specialist', 'specialist'),
    member('olga', 'operator', 'operator'),
  ],
}

/** Acme and Beta are in Slack, Delta in Teams. */
export const documents: readonly ClientDocument[] = [
  clientDocument('acme', 'America/Toronto'),
  clientDocument('beta', 'Europe/Berlin'),
  {
    ...clientDocument('delta', 'Asia/Kolkata'),
    administrators: [{ id: 'delta-ana', name: 'Ana', email: 'ana@delta.example', accounts: [ana] }],
    channels: [{ platform: 'teams', workspace: tenant, channel: clientChannel }],
  },
]
