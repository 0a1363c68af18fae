import type { XmlEvents } from '../input/bounded-xml.ts'
import type { ReportLimits } from '../report-limits.ts'
import type { ReportTally } from '../tally/report-tally.ts'

/** What a reader of one XML format is made with. */
export type XmlReading = {
  readonly limits: ReportLimits
  readonly tally: ReportTally
  /** Text is neither cut out nor handed on while nobody listens, which is most of the time. */
  listen(on: boolean): void
}

/** A report format in XML, told by the local name of its root element. */
export type XmlFormat = {
  readonly name: string
  readonly roots: readonly string[]
  /** @returns what takes the elements from the root on, under their local names */
  read(reading: XmlReading): XmlEvents
}
