import { insideText } from '../../domain/updates/inside-text.ts'
import { changeBy } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import { changeReleaseStatus, type StatusChange } from '../rollout/change-release-status.ts'
import { followUp } from '../rollout/follow-up.ts'
import type { PipelineUseCases } from '../use-cases/pipeline.ts'

/** Holds every update of the release that has not started (DESIGN 6.2). */
export const makePauseRelease = (ports: Ports): PipelineUseCases['pauseRelease'] =>
  makeChange(ports, { from: 'available', to: 'paused' })

/**
 * Lets what was held go on; time on hold extends the deadline, and a start that went by is planned anew. What was
 * verified in the meantime is scheduled now: nobody is forgotten.
 */
export const makeResumeRelease = (ports: Ports): PipelineUseCases['resumeRelease'] =>
  makeChange(ports, { from: 'paused', to: 'available' })

/** Cancels for good what has not started; no skip of the client's. The release before it goes on. */
export const makeWithdrawRelease = (ports: Ports): PipelineUseCases['withdrawRelease'] =>
  makeChange(ports, { from: null, to: 'withdrawn' })

/** What an operator says is for the house; what clients may read is said beside it. */
const makeChange =
  (ports: Ports, statuses: Pick<StatusChange, 'from' | 'to'>): PipelineUseCases['pauseRelease'] =>
  async (version, why, actor, clientReason = null) => {
    const reasons = { reason: clientReason, inside: insideText(why) }
    const change = { version, reasons, actor, ...statuses }
    const outcome = await changeBy(ports, actor, (tx) => changeReleaseStatus(tx, ports, change))
    if (outcome.ok) await followUp(ports)
    return outcome
  }
