import type { JsonEvents } from '../../input/json-events.ts'
import type { ReportLimits } from '../../report-limits.ts'
import type { ReportTally } from '../../tally/report-tally.ts'

/** What a reader of one JSON format is made with. */
export type JsonReading = {
  readonly limits: ReportLimits
  readonly tally: ReportTally
  /** @returns what the root object has under a key in small letters, as far as it was read; null for what says nothing */
  topText(key: string): string | null | undefined
}

/** Takes a document from its root on. */
export type JsonFormatReader = JsonEvents & {
  /** The document has ended. */
  end(): void
}

/** A report format in JSON. */
export type JsonFormat = {
  readonly name: string
  /** The key of the root object that tells it; null where the root is an array. */
  readonly key: string | null
  read(reading: JsonReading): JsonFormatReader
}
