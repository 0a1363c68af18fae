import type { ReportLimits } from '../report-limits.ts'
import type { Budget } from './budget.ts'
import type { FilesRead } from './files-read.ts'

/** What files are opened with. */
export type Opening = {
  readonly limits: ReportLimits
  readonly budget: Budget
  readonly files: FilesRead
  /** Whether what came is one file or one archive. */
  readonly alone: boolean
}

/** A file of an archive; what is not read of it is passed over when the next one is asked for. */
export type ArchiveEntry = { readonly name: string; readonly body: AsyncIterable<Uint8Array> }
