import type { BoundedXml, XmlEvents } from '../input/bounded-xml.ts'
import type { ReportLimits } from '../report-limits.ts'
import type { ReportTally } from '../tally/report-tally.ts'
import type { FoundCase } from './found-case.ts'

/** What a reader of one XML format is made with. */
export type XmlReading = Pick<BoundedXml, 'listen' | 'watch'> & {
  readonly limits: ReportLimits
  readonly tally: ReportTally
  /**
   * Asked at the end of a case's element. @returns the case with the worst of its own outcome and of what its element says
   * in attributes that the reader does not take; a word that is on no list is no pass
   */
  heldTo(found: FoundCase): FoundCase
}

/** A report format in XML, told by the local name of its root element. */
export type XmlFormat = {
  readonly name: string
  readonly roots: readonly string[]
  /** The elements whose names matter; one that is written in other capitals says something that nobody understood. */
  readonly elements: readonly string[]
  /** The attributes that tell how something ended or that count, which are read in any capitals and with any prefix. */
  readonly attributes: readonly string[]
  /**
   * By element the attributes of it that the reader takes, or that say nothing. What any other one tells, of a case or
   * elsewhere, is understood by nobody unless it passed. Null for a reader that looks at all of them by itself.
   */
  readonly taken: Readonly<Record<string, readonly string[]>> | null
  /** Those of `taken` that are cases; in all others a number is a count. */
  readonly cases: readonly string[]
  /** What to do where a second root follows the first; where it is not told, to hand them in as two files. */
  readonly twoRoots?: string
  /** @returns what takes the elements from the root on, under their local names */
  read(reading: XmlReading): XmlEvents
}
