import type { Finding } from '../../domain/findings/finding.ts'
import { awaitsDecision, decided, decidedTogether, refusalOfDecision } from '../../domain/findings/triage.ts'
import type { Verdict } from '../../domain/findings/verdict.ts'
import { type Actor, stampOf } from '../../domain/people/actor.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { redrawFailure } from '../failures/redraw-failure.ts'
import { changeOnce } from '../ports/change.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { RequestContext } from '../ports/request-context.ts'
import type { AboutFinding, ClientOutcome, DecidedFindings, Others, TriageRefusal } from '../use-cases/triage.ts'
import { scheduleOwed } from '../verifications/schedule-owed.ts'
import { settleVerification } from '../verifications/settle-verification.ts'
import { findingFor } from './finding-for.ts'

type Decision = RequestContext &
  AboutFinding & { readonly others: Others; readonly note: string | null; readonly forClient: boolean }

/**
 * Writes one person's decision about a failure at one client, and at others that share it, with all that follows from
 * it for each of them: scheduled, held, told (DESIGN 2.4, 2.5).
 */
export async function decideFindings(
  ports: Ports,
  decision: Decision,
  said: Pick<Verdict, 'decision' | 'reason' | 'ticket'>,
): Promise<Result<DecidedFindings, TriageRefusal>> {
  const outcome = await writeDown(ports, decision, said)
  const decided = outcome.ok ? outcome.value.clients.slice(0, batchSize) : []
  await scheduleOwed(
    ports,
    decided.map(({ verification }) => verification),
    (_, error) => {
      throw error
    },
  )
  return outcome
}

/** Who decides for hundreds of clients is answered when these are scheduled; the others follow within seconds. */
const batchSize = 100

const writeDown = (
  ports: Ports,
  { actor, request, others, note, forClient, ...about }: Decision,
  said: Pick<Verdict, 'decision' | 'reason' | 'ticket'>,
): Promise<Result<DecidedFindings, TriageRefusal>> =>
  changeOnce(ports, { actor, request }, async (tx) => {
    // Failures, clients, verifications: in this order everywhere, and slots before all of them.
    const found = await findingFor(tx, actor, about)
    if (!found.ok) return found
    const first = found.value
    const person = stampOf(actor, first.client).id
    const refusal = refusalOfDecision(first, said.decision, { seen: about.seen, person })
    if (refusal) return refuse(refusal)
    const now = ports.clock.now()
    const verdict = { ...said, note, forClient: forClient && note !== null, at: now }
    const targets = meant(first, await tx.findings.ofGroup(first), others, person)
    const clients: ClientOutcome[] = []
    for (const client of [...new Set(targets.map((target) => target.client))].sort()) {
      const own = targets.filter((target) => target.client === client)
      clients.push(await decideAt(tx, ports, own, actor, verdict))
    }
    redrawFailure(tx, first, now)
    return ok({ findings: targets.map(({ id }) => id), clients })
  })

function meant(first: Finding, group: readonly Finding[], others: Others, person: string): Finding[] {
  const clients = others === null ? [] : others.clients === 'all' ? null : others.clients
  const listed = group.filter(
    ({ id, client }) => client === first.client || (others !== null && numberOf(id) <= numberOf(others.upTo)),
  )
  return decidedTogether(first, listed, clients, person)
}

const numberOf = (id: string): number => Number(id.slice(2))

/** @param findings of one client and one verification */
async function decideAt(
  tx: Tx,
  ports: Ports,
  findings: readonly Finding[],
  actor: Actor,
  verdict: Omit<Verdict, 'by'>,
): Promise<ClientOutcome> {
  const [{ client, verification: id } = { client: '', verification: '' }] = findings
  await tx.clients.lock(client)
  const verification = await tx.verifications.lock(id)
  if (!verification) throw new Error(`Verification ${id} is gone`)
  const by = stampOf(actor, client)
  const { decision, reason, ticket, note, at } = verdict
  for (const finding of findings) {
    await tx.findings.save(decided(finding, { ...verdict, by }))
    tx.audit.write({
      actor: by,
      action: `finding-${decision}`,
      client,
      subject: finding.id,
      // Not called a reason: that is what a client's history shows.
      detail: { before: finding.status, verdict: reason, ticket, note },
      at,
    })
  }
  const all = await tx.findings.ofVerification(id)
  const { status, held } = await settleVerification(tx, ports, verification, all, {
    by,
    note: verdict.forClient ? note : null,
  })
  const undecided = all.filter((finding) => awaitsDecision(finding.status)).length
  return { client, verification: id, status, undecided, held }
}
