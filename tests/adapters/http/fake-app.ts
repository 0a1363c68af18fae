import { vi } from 'vitest'
import type { OneOrSome } from '../../../src/app/ports/page.ts'
import type { Page } from '../../../src/app/ports/ports.ts'
import type { ReceivedReport } from '../../../src/app/ports/report-source.ts'
import type { App } from '../../../src/app/use-cases/app.ts'
import type { ReceivedHealth } from '../../../src/app/use-cases/pipeline.ts'
import type { VerificationView } from '../../../src/app/use-cases/reads.ts'
import type { Verification } from '../../../src/domain/findings/verification.ts'
import { noAttention } from '../../../src/domain/notices/attention.ts'
import type { Client } from '../../../src/domain/people/client.ts'
import { defaultPolicyNumbers } from '../../../src/domain/people/policy-numbers.ts'
import type { Release } from '../../../src/domain/releases/release.ts'
import type { AddedFreeze } from '../../../src/domain/updates/freeze.ts'
import type { Update } from '../../../src/domain/updates/update.ts'
import { ok } from '../../../src/domain/values/result.ts'

export const at = new Date('2026-11-22T10:00:00Z')

export const client = (id: string): Client => ({
  id,
  name: `Client ${id}`,
  zone: 'America/Toronto',
  windows: ['SUN 01:00-05:00'],
  systems: [
    { client: id, environment: 'production', version: '3.9.11', url: `https://learn.${id}.example` },
    { client: id, environment: 'staging', version: null, url: null },
  ],
  administrators: [{ id: `ada@${id}.example`, name: 'Ada', email: `ada@${id}.example`, accounts: [] }],
  policy: {},
  revision: 7,
})

export const release: Release = {
  version: '3.9.12',
  kind: 'regular',
  status: 'available',
  notesUrl: 'https://vendor.example/notes',
  gate: null,
  shortfalls: [],
  waves: null,
  revision: 1,
}

export const verification = (client: string): Verification => ({
  id: `V-${client}`,
  client,
  release: '3.9.12',
  status: 'checking',
  attempt: 1,
  startedAt: null,
  dueAt: at,
  detail: null,
  goAheadOwed: false,
  requestedAt: at,
  heardAt: at,
  report: null,
  revision: 3,
})

export const update = (client: string, environment: 'production' | 'staging'): Update => ({
  id: `U-${client}-${environment}`,
  client,
  environment,
  release: '3.9.12',
  kind: 'regular',
  status: 'scheduled',
  startsAt: new Date('2026-12-06T06:00:00Z'),
  zone: 'America/Toronto',
  expectedMinutes: 60,
  firstStart: new Date('2026-12-06T06:00:00Z'),
  deadline: new Date('2027-01-11T05:00:00Z'),
  chosenBy: 'rule',
  cancelledBy: null,
  hold: null,
  reason: null,
  inside: null,
  handedOverAt: null,
  finishedAt: null,
  revision: 2,
})

const totals = { tests: 21_004, passed: 21_001, failed: 1, errored: 0, skipped: 2 }
export const report: ReceivedReport = {
  summary: { totals, suites: [], suiteErrors: [], declaredTests: null, problems: [] },
  failures: [],
  cases: Uint8Array.of(1),
  files: { read: 1, passedOver: 0, passedOverNames: [] },
  bytes: 1,
}

const health = (view: VerificationView): ReceivedHealth => ({
  verification: { ...view.verification, status: 'reported' },
  report: {
    id: 'H-1',
    verification: view.verification.id,
    client: view.client.id,
    release: '3.9.12',
    summary: report.summary,
    comparison: null,
    receivedAt: at,
  },
  findings: [],
})

const freezeOf = ({ client, startsAt, endsAt }: Pick<AddedFreeze, 'client' | 'startsAt' | 'endsAt'>): AddedFreeze => ({
  id: 'Z-1',
  client,
  startsAt,
  endsAt,
  reason: 'Exams',
  inside: null,
  scope: client === null ? 'vendor' : 'client',
})

const page = <T>(items: T[]): Page<T> => ({ items, next: null })

/** Two clients, acme and beta, of which everything exists once; whatever is asked of it works. */
export function makeFakeApp() {
  const clients = ['acme', 'beta'].map(client)
  const verifications = ['acme', 'beta'].map(verification)
  const updates = (['acme', 'beta'] as const).flatMap((id) => [update(id, 'production'), update(id, 'staging')])
  const find = <T extends { id: string }>(items: T[], id: string) => items.find((item) => item.id === id) ?? null
  const view = (id: string): VerificationView | null => {
    const verification = find(verifications, id)
    const client = verification && find(clients, verification.client)
    return verification && client && { client, release, verification, report: null, findings: [] }
  }
  const must = <T>(found: T | null): T => {
    if (found === null) throw new Error('the API asked for something that it had not been shown')
    return found
  }
  const ours = <T extends { client: string }>(items: T[], client: OneOrSome<string> | undefined) =>
    items.filter((item) => client === undefined || [client].flat().includes(item.client))

  const used = {
    putClient: vi.fn<App['putClient']>(async ({ channels: _, ...document }) => ok({ ...document, revision: 8 })),
    registerRelease: vi.fn<App['registerRelease']>(async ({ waves, ...said }) =>
      ok({ ...release, ...said, waves: waves ? { ...waves, steps: [], countFrom: null } : null }),
    ),
    judgeRelease: vi.fn<App['judgeRelease']>(async () => ok({ ...release, status: 'available', gate: totals })),
    pauseRelease: vi.fn<App['pauseRelease']>(async () => ok({ ...release, status: 'paused' })),
    resumeRelease: vi.fn<App['resumeRelease']>(async () => ok({ ...release, status: 'available' })),
    withdrawRelease: vi.fn<App['withdrawRelease']>(async () => ok({ ...release, status: 'withdrawn' })),
    requestVerification: vi.fn<App['requestVerification']>(async (client) => ok(verification(client))),
    recordStep: vi.fn<App['recordStep']>(async (id, step) => ok({ ...must(view(id)).verification, status: step })),
    receiveCheck: vi.fn<App['receiveCheck']>(async (id) => {
      const { client } = must(find(updates, id))
      return ok(health(must(view(`V-${client}`))).report)
    }),
    failVerification: vi.fn<App['failVerification']>(async (id) => ok(must(find(verifications, id)))),
    receiveReport: vi.fn<App['receiveReport']>(async (id) => ok(health(must(view(id))))),
    keepReportPart: vi.fn<App['keepReportPart']>(async (_, part) => ok({ place: 'added', parts: [part] })),
    openReportParts: vi.fn<App['openReportParts']>(async () => ok({ parts: [], body: async () => null })),
    dropReportParts: vi.fn<App['dropReportParts']>(async () => ok(1)),
    recordUpdate: vi.fn<App['recordUpdate']>(async (id, { status }) => ok({ ...must(find(updates, id)), status })),
    placesOf: vi.fn<App['placesOf']>(async () => []),
    readClient: vi.fn<App['readClient']>(async (id) => find(clients, id)),
    readStatus: vi.fn<App['readStatus']>(async (id) => {
      const client = find(clients, id)
      const systems = (client?.systems ?? []).map(({ environment, version, url }) => ({
        environment,
        version,
        url,
        seenBy: [],
        request: null,
        update: find(updates, `U-${id}-${environment}`),
        last: {
          update: must(find(updates, `U-${id}-${environment}`)),
          live: { version: '3.9.11', restored: true, up: null },
        },
      }))
      const about = { now: at, current: release, verification: null, numbers: defaultPolicyNumbers }
      return client && { client, systems, ...about }
    }),
    listClients: vi.fn<App['listClients']>(async () => page(clients)),
    readRelease: vi.fn<App['readRelease']>(async (version) => (version === release.version ? release : null)),
    planRelease: vi.fn<App['planRelease']>(async () =>
      ok({
        updates: [{ client: 'acme', environment: 'production', startsAt: at }],
        blocked: [{ client: 'beta', reason: 'open-finding' }],
        unreachable: [],
      }),
    ),
    listReleases: vi.fn<App['listReleases']>(async () => [release]),
    readVerification: vi.fn<App['readVerification']>(async (id) => view(id)),
    listVerifications: vi.fn<App['listVerifications']>(async (filter) => page(ours(verifications, filter.client))),
    readUpdate: vi.fn<App['readUpdate']>(async (id) => find(updates, id)),
    listUpdates: vi.fn<App['listUpdates']>(async (filter) => page(ours(updates, filter.client))),
    readAttention: vi.fn<App['readAttention']>(async () => ({ ...page([]), at, zone: 'UTC' })),
    countAttention: vi.fn<App['countAttention']>(async () => noAttention()),
    readDoubts: vi.fn<App['readDoubts']>(async () => page([])),
    readDeliveries: vi.fn<App['readDeliveries']>(async () => page([])),
    addFreeze: vi.fn<App['addFreeze']>(async (wish) => ok({ freeze: freezeOf(wish), frozen: 2, replanned: null })),
    endFreeze: vi.fn<App['endFreeze']>(async () => ok(freezeOf({ client: 'acme', startsAt: at, endsAt: at }))),
    listFreezes: vi.fn<App['listFreezes']>(async (client) => [freezeOf({ client, startsAt: at, endsAt: at })]),
    issueLink: vi.fn<App['issueLink']>(async ({ purpose }) =>
      ok({ url: `https://vendor.example/${purpose}/x`, token: 'x', expiresAt: at, once: false }),
    ),
    readInbox: vi.fn<App['readInbox']>(async () => page([])),
  }
  // The API has no business with the verbs of the chat: asking for one is an error.
  const app = new Proxy(used as unknown as App, {
    get(target, name) {
      const useCase = Reflect.get(target, name)
      if (useCase === undefined) throw new Error(`the API asked for ${String(name)}`)
      return useCase
    },
  })
  const writes = [
    used.putClient,
    used.registerRelease,
    used.judgeRelease,
    used.pauseRelease,
    used.resumeRelease,
    used.withdrawRelease,
    used.requestVerification,
    used.recordStep,
    used.receiveCheck,
    used.failVerification,
    used.receiveReport,
    used.keepReportPart,
    used.dropReportParts,
    used.recordUpdate,
    used.addFreeze,
    used.endFreeze,
  ]
  return { app, used, written: () => writes.reduce((sum, write) => sum + write.mock.calls.length, 0) }
}
