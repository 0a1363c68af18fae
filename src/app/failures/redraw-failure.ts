import type { Finding } from '../../domain/findings/finding.ts'
import type { Tx } from '../ports/ports.ts'
import { type Telling, tellAll } from '../telling/tell.ts'

type Failure = Pick<Finding, 'id' | 'release' | 'fingerprint'>

/** That the message that stands for a failure in triage is to be redrawn. */
export const redrawnFailure = ({ id, release, fingerprint }: Failure): Telling => ({
  notice: { kind: 'findings-redrawn', client: null, facts: { release, fingerprint, finding: id } },
})

/** Redraws the message that stands for a failure in triage. */
export const redrawFailure = (tx: Tx, failure: Failure, now: Date): void => tellAll(tx, [redrawnFailure(failure)], now)
