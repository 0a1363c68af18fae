import type { Ports } from '../ports/ports.ts'
import type { TriageUseCases } from '../use-cases/triage.ts'
import { decideFindings } from './decide-findings.ts'

/** A failure is real: it blocks the client's update, holds what was scheduled, and the client is told that it waits. */
export const makeConfirmFinding =
  (ports: Ports): TriageUseCases['confirmFinding'] =>
  ({ ticket, ...decision }) =>
    decideFindings(ports, decision, { decision: 'confirmed', reason: null, ticket })
