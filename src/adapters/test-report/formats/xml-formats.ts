import { makeBoundedXml, type XmlEvents } from '../input/bounded-xml.ts'
import { whatToSend } from '../input/sniff-format.ts'
import type { ReportLimits } from '../report-limits.ts'
import { ReportRefused } from '../report-refusal.ts'
import type { ReportTally } from '../tally/report-tally.ts'
import { boostFormat } from './boost/read-boost.ts'
import { foreignRoots } from './foreign/foreign-formats.ts'
import type { FormatReader } from './format-reader.ts'
import { junitFormat } from './junit/read-junit.ts'
import { nunitFormat } from './nunit/read-nunit.ts'
import { trxFormat } from './trx/read-trx.ts'
import type { XmlFormat } from './xml-format.ts'
import { xunitNetFormat } from './xunit-net/read-xunit-net.ts'

/** Every XML format that is taken. */
export const xmlFormats: readonly XmlFormat[] = [
  junitFormat,
  trxFormat,
  nunitFormat,
  xunitNetFormat,
  boostFormat,
]

const formatOf = new Map(xmlFormats.flatMap((format) => format.roots.map((root) => [root, format])))

/** Reads an XML report in the format that its root element tells. */
export function makeXmlReader(limits: ReportLimits, tally: ReportTally): FormatReader {
  let events: XmlEvents | undefined
  let format: XmlFormat | undefined
  const xml = makeBoundedXml(limits, {
    open(name, attributes) {
      if (!events) {
        format = formatOf.get(name)
        if (!format) throw foreign(name)
        tally.format(format.name)
        events = format.read({ limits, tally, listen: xml.listen, watch: xml.watch })
      }
      events.open(name, attributes)
    },
    close: () => events?.close(),
    text: (piece) => events?.text(piece),
    twoRoots: () => format?.twoRoots,
  })
  return { write: xml.write, end: xml.end }
}

function foreign(root: string): ReportRefused {
  const known = foreignRoots.get(root)
  const what = known
    ? `The XML is ${known.name}, which is not taken. ${known.advice}`
    : `The XML is no test report: its root is <${root.slice(0, 50)}>.`
  return new ReportRefused('not-a-report', `${what} ${whatToSend}`)
}
