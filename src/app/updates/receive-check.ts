import { stampOf, zerotouch } from '../../domain/people/actor.ts'
import { badCount } from '../../domain/reports/health-report.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import { openIncident } from '../failures/open-incident.ts'
import { changeBy } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import type { PipelineUseCases } from '../use-cases/pipeline.ts'

/**
 * Takes the short health check that an updater may make after an update, on the live system: kept, and shown in the thread
 * of the update. It decides nothing; what fails in it is somebody's to look after in triage.
 */
export const makeReceiveCheck =
  (ports: Ports): PipelineUseCases['receiveCheck'] =>
  (id, { summary, cases }, actor = zerotouch) =>
    changeBy(ports, actor, async (tx) => {
      const update = await tx.updates.lock(id)
      if (!update) return refuse({ code: 'unknown-update' as const, detail: `There is no update ${id}.` })
      const no = (detail: string) => refuse({ code: 'wrong-status' as const, detail })
      if (update.status !== 'updated')
        return no(`Update ${id} is ${update.status}; a check is reported once it is updated.`)
      if (await tx.reports.ofUpdate(id)) return no(`The check after update ${id} was reported already.`)
      const now = ports.clock.now()
      const { client, environment, release } = update
      const report = await tx.reports.insert(
        { verification: null, client, release, summary, comparison: null, receivedAt: now },
        cases,
        id,
      )
      const { passed, failed, errored, skipped } = summary.totals
      tx.audit.write({
        actor: stampOf(actor, client),
        action: 'check-received',
        client,
        subject: id,
        at: now,
        detail: { release, report: report.id, passed, failed, errored, skipped },
      })
      if (badCount(summary.totals) > 0) await openIncident(tx, update, now)
      const facts = { update: id, environment, release, totals: summary.totals }
      tell(tx, { kind: 'update-checked', client, facts }, now)
      return ok(report)
    })
