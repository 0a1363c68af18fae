import type { Finding } from '../../domain/findings/finding.ts'
import type { Tx } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'

/** Redraws the message that stands for a failure in triage. */
export const redrawFailure = (
  tx: Tx,
  { id, release, fingerprint }: Pick<Finding, 'id' | 'release' | 'fingerprint'>,
  now: Date,
): Promise<void> =>
  tell(tx, { kind: 'findings-redrawn', client: null, facts: { release, fingerprint, finding: id } }, now)
