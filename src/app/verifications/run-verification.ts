import { withExitCode } from '../../domain/reports/report-problem.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReadReport, UnreadReport } from '../ports/report-source.ts'
import type { VerificationJob, VerificationRunner } from '../ports/runner-ports.ts'
import type { Work } from '../ports/work.ts'
import { makeFailVerification } from './fail-verification.ts'
import { makeReceiveReport } from './receive-report.ts'
import { makeRecordStep } from './record-step.ts'

/**
 * Hands one verification to its runner and takes in what it brings, on a *copy* of the live environment. What a runner
 * says of a try that was given up meanwhile changes nothing.
 */
export const makeRunVerification = (
  ports: Ports,
  runner: VerificationRunner | null,
  readReport: ReadReport,
): Work['runVerification'] => {
  const recordStep = makeRecordStep(ports)
  const receiveReport = makeReceiveReport(ports)
  const failVerification = makeFailVerification(ports)
  return async (id) => {
    const job = runner && (await dispatch(ports, id))
    if (!job) return
    const { attempt } = job
    const result = await runner.run(job, async (step) => void (await recordStep(id, step, attempt)))
    if (result.kind === 'calls-back') return
    if (result.kind === 'interrupted') return ports.inTransaction((tx) => tx.verifications.takeBack(id, attempt))
    if (result.kind === 'failed') return void (await failVerification(id, result.detail, attempt))
    // The program has ended, so no other report will come of this try.
    const read = await readReport(result.sources).finally(() => result.close())
    if (!read.ok) return void (await failVerification(id, unread(read.refusal), attempt))
    const summary = withExitCode(read.value.summary, result.exitCode)
    const taken = await receiveReport(id, { ...read.value, summary }, attempt)
    if (taken.ok) return
    if (taken.refusal.code === 'parts-waiting')
      return void (await failVerification(
        id,
        `it wrote a report and handed in parts of one: ${taken.refusal.detail}`,
        attempt,
      ))
    ports.logger.info({ verification: id, attempt }, 'a runner’s result came too late')
  }
}

const unread = ({ file, detail }: UnreadReport): string =>
  `its report could not be read: ${file === '' ? '' : `${file}: `}${detail}`

/** Takes a verification for a runner, unless as many as may be are with one already, in whatever process. */
const dispatch = (ports: Ports, id: string): Promise<VerificationJob | null> =>
  ports.inTransaction(async (tx) => {
    await tx.verifications.lockDispatch()
    if ((await tx.verifications.dispatched()) >= ports.rules.verification.concurrency) return null
    const verification = await tx.verifications.markDispatched(id, ports.clock.now())
    const client = verification && (await tx.clients.find(verification.client))
    if (!client) return null
    // What a broken-off run of the same try handed in is no part of this one.
    await tx.reportParts.drop(id)
    const live = client.systems.find((system) => system.environment === 'production')
    return {
      verification: id,
      client: client.id,
      release: verification.release,
      fromVersion: live?.version ?? null,
      attempt: verification.attempt,
    }
  })
