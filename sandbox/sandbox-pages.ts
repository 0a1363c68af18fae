import type { SandboxPage, SandboxView } from '../src/adapters/http/pages/sandbox-control.ts'
import type { LinkPurpose } from '../src/app/use-cases/links.ts'
import type { ClientStatus } from '../src/app/use-cases/reads.ts'
import { awaitsReport } from '../src/domain/findings/verification.ts'
import type { Person } from '../src/domain/people/actor.ts'
import type { House } from '../src/main/compose-app.ts'
import { sampleVendor } from './sample-people.ts'

/** Below it every address makes a link and leads there. */
const address = '/sandbox/open'

const operator = sampleVendor.staff.find(({ roles }) => roles.includes('operator'))

/** The board stands among the places: it is no client's. */
export const boardLink: SandboxView['links'][number] = {
  label: 'Release board',
  href: `${address}/board`,
  note: `how the roll-out goes, signed in as ${operator?.name}`,
}

/** What the first administrator of a client has links to, and what there is to see. */
export function pagesFor(status: ClientStatus): Pick<SandboxView['clients'][number], 'reader' | 'pages'> {
  const { client, verification, systems } = status
  const to = (page: LinkPurpose): string => `${address}/${page}/${client.id}`
  const report = {
    label: 'System Health report',
    href: verification ? to('report') : null,
    note: reportNote(status),
  }
  const isPlanned = systems.some(({ update }) => update !== null)
  const pages: SandboxPage[] = [
    report,
    { label: 'Scheduling page', href: to('schedule'), note: null },
    isPlanned
      ? { label: 'Calendar file', href: to('calendar'), note: null }
      : { label: 'Calendar', href: null, note: 'nothing is planned yet' },
  ]
  return { reader: client.administrators[0]?.name ?? '', pages }
}

function reportNote({ verification }: ClientStatus): string | null {
  if (!verification) return 'no copy has been checked yet'
  return awaitsReport(verification.status) ? 'the copy is still being checked' : null
}

/** Makes the links that those addresses lead to: a fresh one each time, because the sandbox’s clock leaps. */
export async function openSandboxPage({ app }: House, page: string, client: string | null): Promise<string | null> {
  if (client === null) return page === 'board' && operator ? urlOf(app, staffOf(operator), 'board', null) : null
  if (page !== 'report' && page !== 'schedule' && page !== 'calendar') return null
  const status = await app.readStatus(client)
  const administrator = status?.client.administrators[0]
  if (!status || !administrator) return null
  const { id, name } = administrator
  const person: Person = { kind: 'person', id, name, administers: [client], roles: [] }
  const subject = page === 'report' ? (status.verification?.id ?? null) : null
  return urlOf(app, person, page, client, subject)
}

const staffOf = ({ id, name, roles }: NonNullable<typeof operator>): Person => ({
  kind: 'person',
  id,
  name,
  roles,
  administers: [],
})

async function urlOf(
  app: House['app'],
  person: Person,
  purpose: LinkPurpose,
  client: string | null,
  subject: string | null = null,
): Promise<string | null> {
  const issued = await app.issueLink({ person, purpose, client, subject })
  return issued.ok ? issued.value.url : null
}
