import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { currentRelease } from '../../domain/releases/release.ts'
import { isBehind } from '../../domain/releases/version.ts'
import { change } from '../ports/change.ts'
import { lockClient } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { planNext } from '../scheduling/plan-next.ts'
import { resumeUnschedulable } from '../scheduling/resume-unschedulable.ts'

/**
 * Brings one client to where all others are with the release that is rolled out now: verified if it is behind and
 * nobody verifies it yet (it came, or changed, after the gate), planned if its copy passed and nothing is planned (it
 * could not be reached, or had no legal start), let go if it is held for want of a start and there is one by now.
 * Whoever is where it should be is left alone; ops, who were told, are not told again of what still cannot be planned.
 */
export async function catchUp(ports: Ports, client: string): Promise<void> {
  // Looked at without holding anything first: nearly always there is nothing to do.
  const owed = await ports.inTransaction((tx) => owedTo(tx, client))
  if (!owed.stranded && owed.verify === null && !owed.plan) return
  await change(ports, async (tx) => {
    await lockClient(tx, client)
    await resumeUnschedulable(tx, ports, client)
    const { verify, plan } = await owedTo(tx, client)
    if (plan) await planNext(tx, ports, [client], { quietly: true })
    if (verify) await request(tx, client, verify, ports.clock.now())
  })
  ports.wake('verifications')
}

type Owed = {
  /** Some of its updates are held for want of a legal start. */
  readonly stranded: boolean
  /** The release that nobody verifies at this client yet. */
  readonly verify: string | null
  /** A copy passed, and a system has no plan for it. */
  readonly plan: boolean
}

async function owedTo(tx: Tx, id: string): Promise<Owed> {
  const client = await tx.clients.find(id)
  const release = currentRelease(await tx.releases.list())
  const isOwed = release && client?.systems.some(({ version }) => isBehind(version, release.version))
  const verification = isOwed ? await tx.verifications.current(id, release.version) : null
  const requests = await Promise.all((client?.systems ?? []).map((system) => tx.urgentRequests.open(system)))
  return {
    stranded: (await tx.updates.heldFor('no-legal-start', id)).length > 0,
    verify: isOwed && !verification ? release.version : null,
    plan:
      requests.some((one) => one?.status === 'accepted') ||
      (verification?.status === 'passed' && (await tx.updates.unplanned(verification.release, id)).length > 0),
  }
}

async function request(tx: Tx, client: string, release: string, now: Date): Promise<void> {
  const { id } = await tx.verifications.insert({ client, release, urgent: false }, now)
  const actor = stampOf(zerotouch, client)
  const detail = { release }
  tx.audit.write({ actor, action: 'verification-requested', client, subject: id, detail, at: now })
}
