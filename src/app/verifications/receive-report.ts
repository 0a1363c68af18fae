import { comparedAs, type ReportComparison } from '../../domain/findings/compare-reports.ts'
import { type FindingDraft, findingsOf } from '../../domain/findings/finding.ts'
import { fingerprint } from '../../domain/findings/fingerprint.ts'
import { awaitsReport, isOfEarlierTry, type Verification, verdictOf } from '../../domain/findings/verification.ts'
import { type Actor, stampOf, zerotouch } from '../../domain/people/actor.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { openFindings } from '../failures/open-findings.ts'
import { changeBy } from '../ports/change.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { ReceivedReport } from '../ports/report-source.ts'
import { manyFiles, takeParts } from '../report-parts/parts-owner.ts'
import { holdForSpecialist } from '../scheduling/hold-for-copy.ts'
import { scheduleVerified } from '../scheduling/schedule-verified.ts'
import { tellAll } from '../telling/tell.ts'
import type { PipelineUseCases } from '../use-cases/pipeline.ts'
import { compareWithEarlier } from './compare-with-earlier.ts'

/**
 * Takes in the health report of a copy: kept, shown, its failures opened as findings; with none, the client is
 * scheduled in the same transaction (DESIGN 2.2 to 2.5). A result that comes twice or too late changes nothing.
 */
export const makeReceiveReport =
  (ports: Ports): PipelineUseCases['receiveReport'] =>
  async (id, report, attempt = null, actor = zerotouch) => {
    const comparison = await compareWithEarlier(ports, id, report)
    const outcome = await changeBy(ports, actor, async (tx) => {
      const verification = await tx.verifications.lock(id)
      if (!verification)
        return refuse({ code: 'unknown-verification' as const, detail: `There is no verification ${id}.` })
      if (!awaitsReport(verification.status)) {
        const detail = `Verification ${id} is ${verification.status} and takes no further report. ${manyFiles}`
        return refuse({ code: 'wrong-status' as const, detail })
      }
      if (isOfEarlierTry(verification, attempt)) {
        const detail = `${id} is at try ${verification.attempt}; the report of try ${attempt} comes too late.`
        return refuse({ code: 'wrong-status' as const, detail })
      }
      const waiting = await takeParts(tx, { subject: id, attempt: verification.attempt }, report.parts)
      if (waiting) return refuse(waiting)
      const drafts = (await draftFindings(tx, ports, verification, report)).map((draft) => compared(draft, comparison))
      return ok(await store(tx, ports, verification, { ...report, comparison }, drafts, actor))
    })
    // A copy's place is free.
    ports.wake('verifications')
    return outcome
  }

async function draftFindings(
  tx: Tx,
  ports: Ports,
  verification: Verification,
  report: ReceivedReport,
): Promise<FindingDraft[]> {
  const lastExecuted = await tx.reports.lastExecuted(verification.client)
  return findingsOf(
    report.summary,
    report.failures,
    { lastExecuted, minTests: ports.rules.healthMinTests },
    fingerprint,
  )
}

function compared(draft: FindingDraft, comparison: ReportComparison | null): FindingDraft {
  const word = draft.kind === 'case' && comparison ? comparedAs(comparison, draft) : null
  if (!comparison || word === null || word === 'fixed') return draft
  return { ...draft, compared: { word, since: comparison.since } }
}

async function store(
  tx: Tx,
  ports: Ports,
  before: Verification,
  { summary, cases, comparison }: ReceivedReport & { readonly comparison: ReportComparison | null },
  drafts: readonly FindingDraft[],
  actor: Actor,
) {
  const now = ports.clock.now()
  const { id, client, release } = before
  const report = await tx.reports.insert(
    { verification: id, client, release, summary, comparison, receivedAt: now },
    cases,
  )
  const { findings, tellings } = await openFindings(tx, before, drafts, now)
  const status = verdictOf(findings)
  const verification = await tx.verifications.save({ ...before, status, heardAt: now, report: report.id })
  const { passed, failed, errored, skipped } = summary.totals
  tx.audit.write({
    actor: stampOf(actor, client),
    action: 'report-received',
    client,
    subject: id,
    at: now,
    detail: { release, report: report.id, status, passed, failed, errored, skipped },
  })
  const facts = { verification: id, release, follows: before.startedAt !== null }
  tellAll(tx, [...tellings, { notice: { kind: 'health-report-received', client, facts } }], now)
  if (status === 'passed') await scheduleVerified(tx, ports, [client], release)
  else await holdForSpecialist(tx, { client, release }, now)
  return { verification, report, findings }
}
