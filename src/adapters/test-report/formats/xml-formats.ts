import type { Outcome } from '../../../domain/reports/health-report.ts'
import { makeBoundedXml, type XmlEvents } from '../input/bounded-xml.ts'
import { whatToSend } from '../input/sniff-format.ts'
import { localName, makeSpelling, type Spelling } from '../input/spelling.ts'
import { worse } from '../outcomes/outcome-of.ts'
import { isTelling, toldBy, toldOfSuite } from '../outcomes/told-by-name.ts'
import type { ReportLimits } from '../report-limits.ts'
import { ReportRefused } from '../report-refusal.ts'
import type { ReportTally } from '../tally/report-tally.ts'
import { boostFormat } from './boost/read-boost.ts'
import { foreignRoots } from './foreign/foreign-formats.ts'
import type { FormatReader } from './format-reader.ts'
import type { FoundCase } from './found-case.ts'
import { junitFormat } from './junit/read-junit.ts'
import { nunitFormat } from './nunit/read-nunit.ts'
import { trxFormat } from './trx/read-trx.ts'
import type { XmlFormat } from './xml-format.ts'
import { xunitNetFormat } from './xunit-net/read-xunit-net.ts'

/** Every XML format that is taken. */
export const xmlFormats: readonly XmlFormat[] = [junitFormat, trxFormat, nunitFormat, xunitNetFormat, boostFormat]

const formatOf = new Map(xmlFormats.flatMap((format) => format.roots.map((root) => [root, format])))

/** Reads an XML report in the format that its root element tells. */
export function makeXmlReader(limits: ReportLimits, tally: ReportTally): FormatReader {
  let events: XmlEvents | undefined
  let format: XmlFormat | undefined
  let elements = makeSpelling([])
  let attributeNames = makeSpelling([])
  let hasOdd = () => true
  let hasOther = () => true
  let taken: ReadonlyMap<string, readonly string[]> | undefined
  let noted = 0
  let plain = ''
  /** What open elements of cases say of themselves in attributes that their reader does not take, the innermost last. */
  const beside: Beside[] = []
  let depth = 0
  const noting: ReportTally = {
    ...tally,
    unknown(word) {
      noted += 1
      tally.unknown(word)
    },
  }
  const own = new Set<string>()
  const isOther = (name: string) => !own.has(name) && isTelling(name)
  /** Tells what attributes that the reader does not take say of how something ended, unless it passed. */
  const noteOthers = (element: string, attributes: Readonly<Record<string, string>>) => {
    const isCase = format?.cases.includes(element)
    const mine = taken?.get(element) ?? []
    for (const name in attributes) {
      if (mine.includes(localName(name).toLowerCase())) continue
      const value = attributes[name] ?? ''
      const says = isCase ? toldBy(name, value) : toldOfSuite(name, value)
      if (says === null || says === 'passed') continue
      const word = `${name}="${value}"`
      noting.unknown(word)
      if (!isCase) continue
      beside.push({ depth, word, outcome: says === 'unknown' ? 'skipped' : says })
    }
  }
  const heldTo = (found: FoundCase): FoundCase => {
    const own = beside.filter((one) => one.depth === depth)
    if (own.length === 0) return found
    const outcome = own.reduce((worst, one) => worse(worst, one.outcome), found.outcome)
    return { ...found, outcome, why: [...found.why, ...own.map(({ word }) => word)] }
  }
  const begin = (name: string): XmlEvents => {
    format = formatOf.get(name)
    if (!format) throw foreign(name)
    tally.format(format.name)
    elements = makeSpelling(format.elements)
    taken = format.taken ? new Map(Object.entries(format.taken)) : undefined
    for (const name of format.cases.flatMap((one) => taken?.get(one) ?? [])) own.add(name)
    attributeNames = makeSpelling(format.attributes)
    return format.read({ limits, tally: noting, listen: xml.listen, watch: xml.watch, heldTo })
  }
  const xml = makeBoundedXml(limits, {
    open(name, attributes) {
      depth += 1
      const first = !events
      events ??= begin(name)
      if (hasOdd()) readOdd(attributes, attributeNames, noting.unknown)
      // What a reader takes of its own elements is most of all that tells anything.
      if (taken && (hasOther() || !taken.has(name))) noteOthers(name, attributes)
      if (first) {
        hasOdd = format?.attributes.length === 0 ? () => false : xml.watch(attributeNames.isOdd)
        hasOther = taken ? xml.watch(isOther) : () => false
      }
      const before = noted
      events.open(name, attributes)
      // Mostly one is as the last one was.
      if (name === plain) return
      if (!elements.isOdd(name)) plain = name
      else if (noted === before) noting.unknown(`<${name}>`)
    },
    close() {
      events?.close()
      while (beside.at(-1)?.depth === depth) beside.pop()
      depth -= 1
    },
    text: (piece) => events?.text(piece),
    twoRoots: () => format?.twoRoots,
  })
  return { write: xml.write, end: xml.end }
}

type Beside = { readonly depth: number; readonly word: string; readonly outcome: Outcome }

/** Puts what an attribute says under the name that is meant; where that says something else, nobody knows which counts. */
function readOdd(attributes: Record<string, string>, names: Spelling, unknown: (word: string) => void): void {
  for (const name of Object.keys(attributes)) {
    const meant = names.meant(name)
    if (meant === undefined || meant === name) continue
    const value = attributes[name] ?? ''
    if (attributes[meant] === undefined) attributes[meant] = value
    else if (attributes[meant] !== value) unknown(`${name}="${value}"`)
  }
}

function foreign(root: string): ReportRefused {
  const known = foreignRoots.get(root)
  const what = known
    ? `The XML is ${known.name}, which is not taken. ${known.advice}`
    : `The XML is no test report: its root is <${root.slice(0, 50)}>.`
  return new ReportRefused('not-a-report', `${what} ${whatToSend}`)
}
