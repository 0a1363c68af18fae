import { setTimeout } from 'node:timers/promises'
import type { AtEnd, Ports, Tx } from '../../app/ports/ports.ts'
import { defaultWindow } from '../../domain/people/client.ts'
import { system, type Way } from '../../domain/people/way.ts'
import { makeAttentions } from './attention/attention-repository.ts'
import { makeClients } from './clients/clients-repository.ts'
import { makeFreezes } from './clients/freezes-repository.ts'
import { makeLinks } from './clients/links-repository.ts'
import { makePeople } from './clients/people-repository.ts'
import { makePlaces } from './clients/places-repository.ts'
import { makeBoards } from './deliveries/boards-repository.ts'
import { makeInbox } from './deliveries/inbox-repository.ts'
import { makeLedger } from './deliveries/ledger-repository.ts'
import { makeNotices } from './deliveries/notices-repository.ts'
import { makeNudges } from './deliveries/nudges-repository.ts'
import { makeOutbox } from './deliveries/outbox-repository.ts'
import { makeAgendas } from './operations/agenda.ts'
import { makeAnswers } from './operations/answers-repository.ts'
import { makeApiKeys } from './operations/api-keys-repository.ts'
import { makeAudit } from './operations/audit-repository.ts'
import { makeOperations } from './operations/operations-repository.ts'
import { makeQuotas } from './operations/quotas-repository.ts'
import type { Connection, Database } from './plumbing/database.ts'
import { makeEndings } from './plumbing/endings.ts'
import { makeFollowUps } from './releases/follow-ups-repository.ts'
import { makeOutlooks } from './releases/outlook-repository.ts'
import { makeReleases } from './releases/releases-repository.ts'
import { makeReportParts } from './releases/report-parts-repository.ts'
import { makeReports } from './releases/reports-repository.ts'
import { makeVerifications } from './releases/verifications-repository.ts'
import { makeFindings } from './triage/findings-repository.ts'
import { makeIncidents } from './triage/incidents-repository.ts'
import { makeOutcomes } from './updates/outcomes-repository.ts'
import { makeSeenPlans } from './updates/seen-repository.ts'
import { makeStandings } from './updates/standings-repository.ts'
import { makeUpdates } from './updates/updates-repository.ts'
import { makeUrgentRequests } from './updates/urgent-requests-repository.ts'

const maxTries = 5

/**
 * Runs work in one transaction (read committed: whoever decides on a row locks it first). What Postgres gave up, a
 * deadlock or a serialisation failure, is done again up to four times; any other error rolls back and is thrown.
 */
export function makeInTransaction(
  db: Database,
  defaultWindows: readonly string[] = [defaultWindow],
): Ports['inTransaction'] {
  return async (work, way = system) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await db.transaction().execute((transaction) => workOn(transaction, work, defaultWindows, way))
      } catch (error) {
        if (attempt >= maxTries || !mayRepeat(error)) throw error
        // Apart, so that the same two don't meet again.
        await setTimeout(Math.random() * 20 * 2 ** attempt)
      }
    }
  }
}

/** Does work on a connection in whose transaction it is, with all that it owes at its end. */
export async function workOn<T>(
  transaction: Connection,
  work: (tx: Tx) => Promise<T>,
  defaultWindows: readonly string[] = [defaultWindow],
  way: Way = system,
): Promise<T> {
  const endings = makeEndings()
  const tx = makeTx(transaction, defaultWindows, way, endings.atEnd)
  const outcome = await work(tx)
  await endings.write(tx)
  return outcome
}

/** What the use cases need of a database. */
export function makeStore(
  db: Database,
  defaultWindows: readonly string[] = [defaultWindow],
): Pick<Ports, 'inTransaction' | 'withoutTransaction'> {
  const untied = makeTx(db, defaultWindows)
  return { inTransaction: makeInTransaction(db, defaultWindows), withoutTransaction: (work) => work(untied) }
}

/** Every room of the store on one connection. */
export const makeTx = (
  db: Connection,
  defaultWindows: readonly string[] = [defaultWindow],
  way: Way = system,
  atEnd: AtEnd = outsideOfATransaction,
): Tx => ({
  clients: makeClients(db, defaultWindows),
  people: makePeople(db),
  places: makePlaces(db),
  releases: makeReleases(db),
  verifications: makeVerifications(db),
  reports: makeReports(db),
  reportParts: makeReportParts(db),
  findings: makeFindings(db),
  updates: makeUpdates(db),
  incidents: makeIncidents(db),
  urgentRequests: makeUrgentRequests(db),
  freezes: makeFreezes(db),
  followUps: makeFollowUps(db),
  notices: makeNotices(db),
  nudges: makeNudges(db),
  ledger: makeLedger(db),
  outbox: makeOutbox(db),
  links: makeLinks(db),
  boards: makeBoards(db),
  agenda: makeAgendas(db),
  operations: makeOperations(db),
  attention: makeAttentions(db),
  outlooks: makeOutlooks(db, defaultWindows),
  inbox: makeInbox(db),
  seen: makeSeenPlans(db, way),
  standings: makeStandings(db),
  outcomes: makeOutcomes(db),
  audit: makeAudit(db, way, atEnd),
  answers: makeAnswers(db),
  apiKeys: makeApiKeys(db),
  quotas: makeQuotas(db),
  atEnd,
})

const outsideOfATransaction: AtEnd = () => {
  throw new Error('Nothing can be owed outside of a transaction')
}

const serializationFailure = '40001'
const deadlockDetected = '40P01'

const mayRepeat = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === serializationFailure || error.code === deadlockDetected)
