import type { Ports } from '../ports/ports.ts'
import type { TriageUseCases } from '../use-cases/triage.ts'
import { decideFindings } from './decide-findings.ts'

/** A failure says nothing against the update. With the last one accepted the client is scheduled by itself. */
export const makeAcceptFinding =
  (ports: Ports): TriageUseCases['acceptFinding'] =>
  ({ reason, ...decision }) =>
    decideFindings(ports, decision, { decision: 'accepted', reason, ticket: null })
