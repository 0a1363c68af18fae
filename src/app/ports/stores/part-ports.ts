import type { ReportPart } from '../../../domain/reports/report-part.ts'

/** What parts are of: a try of a verification, or the gate of a release. */
export type PartsKey = { readonly subject: string; readonly attempt: number }

/** The body of a part as it came, gzipped. */
export type KeptBody = { readonly type: string | null; readonly packed: Uint8Array }

export type ReportParts = {
  /** In the order of their names. */
  list(of: PartsKey): Promise<readonly ReportPart[]>
  /** Null for a part that is not there any more, or has other bytes by now. */
  body(of: PartsKey, part: Pick<ReportPart, 'name' | 'digest'>): Promise<KeptBody | null>
  /** Keeps a part, in the place of the one that had its name; drops those of earlier tries. */
  put(of: PartsKey, part: ReportPart, body: KeptBody, now: Date): Promise<void>
  /**
   * Drops the parts of every try, or the one of that name.
   * @returns how many
   */
  drop(subject: string, name?: string): Promise<number>
  /** Forgets reports whose last part came before `before`, at most `limit` parts. */
  forget(before: Date, limit: number): Promise<number>
}
