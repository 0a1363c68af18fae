import { makeJsonReader, written } from '../../input/json-events.ts'
import { whatToSend } from '../../input/sniff-format.ts'
import { worseWord } from '../../outcomes/outcome-of.ts'
import { type Told, toldBy, toldByContent } from '../../outcomes/told-by-name.ts'
import type { ReportLimits } from '../../report-limits.ts'
import { ReportRefused } from '../../report-refusal.ts'
import type { ReportTally } from '../../tally/report-tally.ts'
import { checksFormat } from '../checks/read-checks.ts'
import { ctrfFormat } from '../ctrf/read-ctrf.ts'
import { foreignObject } from '../foreign/foreign-formats.ts'
import type { FormatReader } from '../format-reader.ts'
import { healthFormat } from '../health-json/read-health.ts'
import { makeStatusAlone } from '../health-json/status-alone.ts'
import type { JsonFormat, JsonFormatReader } from './json-format.ts'

/** Every JSON format that is taken. */
export const jsonFormats: readonly JsonFormat[] = [ctrfFormat, healthFormat, checksFormat]

const keptKeys = 200

/** Reads a JSON report in the format that its root tells: an array, or the first key of the object that is one's own. */
export function makeJsonFormatReader(limits: ReportLimits, tally: ReportTally): FormatReader {
  const texts = new Map<string, string | null>()
  const keys = new Set<string>()
  let depth = 0
  let key = ''
  let format: JsonFormat | undefined
  let reader: JsonFormatReader | undefined
  const alone = makeStatusAlone()
  /** The first key of the root that is a format's own in other capitals, and would not be read. */
  let odd: string | undefined

  const begin = (chosen: JsonFormat, root: 'object' | 'array') => {
    if (format && format !== chosen) {
      const detail = `The JSON is ${format.name} and ${chosen.name} at once. Hand them in as two files of one report.`
      throw new ReportRefused('malformed', detail)
    }
    if (format) return
    format = chosen
    tally.format(chosen.name)
    reader = chosen.read({ limits, tally, topText: (name) => texts.get(name) })
    reader.open(root)
  }

  /** What is said twice under one key is worth the worse of both; beside a format's own, nobody understands what did not pass. */
  const say = (text: string | null, told: Told) => {
    if (format === checksFormat) return
    const name = key.toLowerCase()
    if (!isOwn(name) && told !== null && told !== 'passed') tally.unknown(`${key}="${text}"`)
    const before = texts.get(name)
    if (before === undefined && texts.size >= keptKeys) return
    texts.set(name, before && text ? worseWord(before, text) : (before ?? text))
  }

  /** Whether this is in no format yet, or in health+json beside its checks, where some servers write their parts, too. */
  const isAround = () => !format || (format === healthFormat && key !== healthFormat.key)

  const json = makeJsonReader(limits, {
    open(kind) {
      if (depth === 0 && kind === 'array') begin(checksFormat, kind)
      else reader?.open(kind)
      depth += 1
    },
    close(says) {
      depth -= 1
      if (depth === 1) say(says ? '…' : null, says ? toldByContent(key) : null)
      if (depth > 0) reader?.close(says)
      // Told here, since some of these are one object after the other.
      else if (!format) {
        if (!alone.isStatus() || isForeign(keys)) throw notTaken(keys)
        begin(healthFormat, 'object')
        reader?.close(says)
      } else reader?.close(says)
    },
    key(name) {
      if (depth === 1) {
        key = name
        if (keys.size < keptKeys) keys.add(name)
        const own = jsonFormats.find((one) => one.key === name.toLowerCase())
        if (own?.key === name) begin(own, 'object')
        else if (own) odd ??= name
      }
      if (isAround()) alone.key(name)
      reader?.key(name)
    },
    value(text, kind, truth) {
      if (isAround()) alone.value(text, kind, depth)
      if (depth === 1) {
        const said = written(text, truth)
        say(said === '' ? null : said, toldBy(key, said))
      }
      reader?.value(text, kind, truth)
    },
  })
  return {
    write: json.write,
    end() {
      json.end()
      const status = format === healthFormat ? alone.worst(texts.get('status') ?? '') : ''
      if (status !== '') texts.set('status', status)
      if (odd !== undefined) tally.unknown(`"${odd}"`)
      reader?.end()
    },
  }
}

/** What the readers of the formats look at themselves; all else in a root that tells of an outcome is beside it. */
const isOwn = (key: string): boolean => key === 'status' || jsonFormats.some((format) => format.key === key)

/** Whether keys are those of something else, or those of a format in other capitals, which would not be read. */
const isForeign = (keys: ReadonlySet<string>): boolean =>
  foreignObject(keys) !== undefined ||
  [...keys].some((key) => jsonFormats.some((format) => format.key === key.toLowerCase()))

function notTaken(keys: ReadonlySet<string>): ReportRefused {
  const known = foreignObject(keys)
  const what = known
    ? `The JSON is ${known.name}, which is not taken. ${known.advice}`
    : 'The JSON is no test report: it has neither results (CTRF) nor checks or a status (health+json).'
  return new ReportRefused('not-a-report', `${what} ${whatToSend}`)
}
