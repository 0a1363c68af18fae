import type { Result } from '../domain/result.ts'
import type { ReceivedReport } from './app.ts'
import type { Ports } from './ports.ts'
import { makeReceiveReport } from './receive-report.ts'
import { makeRecordStep } from './record-step.ts'
import type { VerificationJob, VerificationRunner } from './runner-ports.ts'
import type { Work } from './work.ts'

/** Reads a test report to its end, or says why it is none. */
export type ReadReport = (
  body: AsyncIterable<Uint8Array>,
) => Promise<Result<ReceivedReport, { readonly code: string; readonly detail: string }>>

/** Hands one verification to its runner and takes in what it brings, on a *copy* of the live environment. */
export const makeRunVerification = (
  ports: Ports,
  runner: VerificationRunner | null,
  readReport: ReadReport,
): Work['runVerification'] => {
  const recordStep = makeRecordStep(ports)
  const receiveReport = makeReceiveReport(ports)
  return async (id) => {
    const job = runner && (await dispatch(ports, id))
    if (!job) return
    const result = await runner.run(job, async (step) => void (await recordStep(id, step)))
    if (result.kind === 'calls-back') return
    if (result.kind === 'failed')
      return ports.logger.warn(
        { verification: id, detail: result.detail },
        'a verification runner failed; the verification goes on waiting',
      )
    const read = await readReport(result.body)
    if (read.ok) await receiveReport(id, read.value)
    else
      ports.logger.warn(
        { verification: id, ...read.refusal },
        'a health report could not be read; the verification goes on waiting',
      )
  }
}

const dispatch = (ports: Ports, id: string): Promise<VerificationJob | null> =>
  ports.inTransaction(async (tx) => {
    const verification = await tx.verifications.find(id)
    const client = verification && (await tx.clients.find(verification.client))
    if (!verification || !client) return null
    if (!(await tx.verifications.markDispatched(id, ports.clock.now()))) return null
    const live = client.systems.find((system) => system.environment === 'production')
    return {
      verification: id,
      client: client.id,
      release: verification.release,
      fromVersion: live?.version ?? null,
    }
  })
