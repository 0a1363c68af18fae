import type { Ports } from '../ports.ts'
import { decideFindings } from './decide-findings.ts'
import type { TriageUseCases } from './triage.ts'

/** A failure is real: it blocks the client's update, holds what was scheduled, and the client is told that it waits. */
export const makeConfirmFinding =
  (ports: Ports): TriageUseCases['confirmFinding'] =>
  ({ ticket, ...decision }) =>
    decideFindings(ports, decision, { decision: 'confirmed', reason: null, ticket })
