import { ok, type Result } from '../../domain/result.ts'
import type { Ports } from '../ports.ts'
import { lockOwner, type PartsOwner, type PartsRefused } from './parts-owner.ts'

export type DropReportParts = (owner: PartsOwner, name?: string) => Promise<Result<number, PartsRefused>>

/** Drops the parts of a report that was begun, or the one of that name, so that it can be begun anew. */
export const makeDropReportParts =
  (ports: Ports): DropReportParts =>
  (owner, name) =>
    ports.inTransaction(async (tx) => {
      const key = await lockOwner(tx, owner)
      return key.ok ? ok(await tx.reportParts.drop(key.value.subject, name)) : key
    })
