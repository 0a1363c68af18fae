import type { ReceivedReport } from '../../../../app/ports/report-source.ts'
import type { KeptBody } from '../../../../app/ports/stores/part-ports.ts'
import type { ReportPart } from '../../../../domain/reports/report-part.ts'
import type { Closing } from './closing.ts'

/** What a call that takes reports was handed: a report, or the word that one in parts is whole. */
export type Handed =
  | { readonly kind: 'report'; readonly report: ReceivedReport }
  | { readonly kind: 'closing'; readonly closing: Closing }

/** A part that can be read, with its body as it came. */
export type ReadPart = {
  readonly part: ReportPart
  readonly body: KeptBody
  readonly report: ReceivedReport
}
