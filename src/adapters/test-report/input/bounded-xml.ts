import { SaxesParser } from 'saxes'
import type { ReportLimits } from '../report-limits.ts'
import { ReportRefused } from '../report-refusal.ts'
import { makeXmlCleaner } from './clean-xml.ts'
import { localName } from './spelling.ts'

/** Text of one token is handed on when it grows past this, so that it never gathers in the parser. */
const heldCharacters = 64 * 1024

/**
 * What saxes holds of a token that has not ended yet. It has no public word for it, yet without it a comment or
 * a CDATA section of 60 MB gathers in memory. The version is pinned and a test guards the bounds.
 */
type Held = { text: string; name: string; entity: string; piTarget: string }

/** Which attributes somebody looks for; `others` are names at their places in the element that are none of these. */
type Watched = {
  readonly isOne: (name: string) => boolean
  readonly others: string[]
  seen: boolean
  at: number
}

const mostAlike = 32

export type XmlEvents = {
  open(name: string, attributes: Record<string, string>): void
  close(): void
  text(piece: string): void
  /** @returns what to do where a second root follows the first */
  twoRoots?(): string | undefined
}

/** An XML parser that refuses DOCTYPE and keeps to the limits, whatever it is fed. */
export type BoundedXml = {
  write(piece: string): void
  end(): void
  /** Text is neither cut out nor handed on while nobody listens, which is most of the time. */
  listen(on: boolean): void
  /**
   * Looking through the attributes of every element costs more than reading them: this is told as they are read.
   * @param isOne asked for the name of each attribute, as it is written, of the elements that begin from now on
   * @returns whether the element that is being opened has such an attribute
   */
  watch(isOne: (name: string) => boolean): () => boolean
}

export function makeBoundedXml(limits: ReportLimits, events: XmlEvents): BoundedXml {
  const parser = new SaxesParser({ xmlns: false, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const held = parser as unknown as Held
  const clean = makeXmlCleaner()
  let depth = 0
  let sawRoot = false
  let rootClosed = false
  let inTag = false
  let tagLength = 0
  let ending = false
  let listening = false
  const watched: Watched[] = []

  parser.on('doctype', (doctype) => {
    throw doctypeRefusal(doctype)
  })
  parser.on('error', (error) => {
    if (rootClosed && /only one root|XML declaration/.test(error.message))
      throw twoReports(parser.line, events.twoRoots?.() ?? 'Hand them in as two files of one report.')
    if (ending && !/[\s<]/.test(held.entity)) throw cutOff()
    throw refusalOf(error, sawRoot)
  })
  parser.on('opentagstart', () => {
    for (const one of watched) {
      one.seen = false
      one.at = 0
    }
    depth += 1
    if (depth > limits.depth) {
      const detail = `Elements are nested more than ${limits.depth} deep, which no test report is.`
      throw new ReportRefused('too-deep', detail)
    }
    sawRoot = true
    inTag = true
    tagLength = 0
  })
  parser.on('opentag', (tag) => {
    inTag = false
    events.open(localName(tag.name), tag.attributes)
  })
  parser.on('attribute', ({ name }) => {
    for (const one of watched) {
      const at = one.at++
      // Mostly they are those of the last element, in the same order.
      if (name === one.others[at]) continue
      if (one.isOne(name)) one.seen = true
      else if (at < mostAlike) one.others[at] = name
    }
  })
  parser.on('closetag', () => {
    depth -= 1
    rootClosed ||= depth === 0
    events.close()
  })
  const onText = (text: string) => events.text(text)
  parser.on('cdata', (text) => {
    if (listening) events.text(text)
  })

  const keepBounds = (written: number) => {
    if (inTag || !sawRoot) tagLength += written
    if (tagLength > limits.tag || held.name.length + held.entity.length + held.piTarget.length > limits.tag) {
      throw new ReportRefused('hostile', tooLong(sawRoot, parser.line, limits.tag))
    }
    if (inTag || !sawRoot || held.text.length < heldCharacters) return
    if (listening) events.text(held.text)
    held.text = ''
  }

  return {
    write(piece) {
      parser.write(clean(piece))
      keepBounds(piece.length)
    },
    end() {
      ending = true
      parser.write(clean()).close()
    },
    watch(isOne) {
      const one: Watched = { isOne, seen: false, at: 0, others: [] }
      watched.push(one)
      return () => one.seen
    },
    listen(on) {
      if (on === listening) return
      listening = on
      if (on) parser.on('text', onText)
      else parser.off('text')
    },
  }
}

const tooLong = (sawRoot: boolean, line: number, limit: number): string =>
  sawRoot
    ? `Line ${line}: a tag or a name in it is longer than ${limit} characters. Put long output into an element's text, not into an attribute.`
    : `The report has more than ${limit} characters before its first element. Remove them.`

const cutOff = (): ReportRefused =>
  new ReportRefused('truncated', 'The report ends before its last element is closed. Send the whole of it.')

/** Some writers name their root in a DOCTYPE and mean no harm by it. */
const doctypeRefusal = (doctype: string): ReportRefused =>
  /^\s*[\w:.-]{1,100}\s*$/.test(doctype)
    ? new ReportRefused(
        'doctype',
        `The report has a DOCTYPE. Remove <!DOCTYPE ${doctype.trim()}>: a report needs none.`,
      )
    : new ReportRefused('hostile', 'The report has a DOCTYPE. Remove it: a report needs no entities.')

const twoReports = (line: number, advice: string): ReportRefused =>
  new ReportRefused('malformed', `Line ${line}: a second report begins behind the first. ${advice}`)

function refusalOf(error: Error, sawRoot: boolean): ReportRefused {
  const message = error.message.replace(/^(\d+):(\d+): /, 'Line $1, column $2: ').replace(/\.$/, '')
  if (!sawRoot && message.endsWith('incorrect syntax')) {
    return new ReportRefused('hostile', `${message}. Remove the declaration: a report needs no entities.`)
  }
  return new ReportRefused('malformed', `The report is not well-formed XML. ${message}. Write it anew.`)
}
