import { cutLine, cutOutput, detached, hasLines, tellingLine, tidyText } from '../../input/case-text.ts'
import { type JsonKind, written } from '../../input/json-events.ts'
import { whatToSend } from '../../input/sniff-format.ts'
import { outcomeOf, worseWord } from '../../outcomes/outcome-of.ts'
import { statusBeside, type Told, toldBy, toldByContent } from '../../outcomes/told-by-name.ts'
import type { ReportLimits } from '../../report-limits.ts'
import { ReportRefused } from '../../report-refusal.ts'
import { declaresNothing } from '../../tally/declared.ts'
import type { ReportTally } from '../../tally/report-tally.ts'
import { foreignObject } from '../foreign/foreign-formats.ts'
import type { JsonFormat } from '../json/json-format.ts'

const wanted = ['name', 'status', 'message'] as const
/** `flagged`: what another key of it says, such as `"failed": true`. */
type Check = { [Name in (typeof wanted)[number] | 'flagged']?: string }

/** By so many one can tell what it is instead. */
const keptKeys = 50

/** The exit codes of a Nagios plugin (Monitoring Plugins Development Guidelines, 2.4). */
const codes: readonly string[] = ['ok', 'warning', 'critical', 'unknown']

/**
 * A plain list of checks, `[{"name", "status", "message"}]`, as Moodle's check API and plugins like those of Nagios give
 * them: `ok` and `info` passed, `warning` and `unknown` are for somebody to look at, `error` errored and `critical` failed. All
 * three are needed in each: a list of anything else must not be taken for checks that passed.
 */
export const checksFormat: JsonFormat = {
  name: 'a list of checks',
  key: null,
  read({ limits, tally }) {
    // Used again for each check: a set that is emptied is made anew, which half a million checks would feel.
    const keys: string[] = []
    let depth = 0
    let index = 0
    let key = ''
    let inner = ''
    let check: Check = {}
    const beside = (name: string, told: Told, value: string) => {
      const word = statusBeside(name, told, value)
      if (word !== null) check.flagged = check.flagged === undefined ? word : worseWord(check.flagged, word)
    }

    tally.openHead('')
    return {
      open(kind) {
        depth += 1
        if (depth !== 2) return
        if (kind !== 'object') throw noCheck(index, 'is no object')
        check = {}
        keys.length = 0
      },
      close(says) {
        depth -= 1
        if (depth === 2 && says) beside(key, toldByContent(key), '…')
        if (depth !== 1) return
        add(check, keys, index, limits, tally)
        index += 1
      },
      key(name) {
        inner = name
        if (depth !== 2) return
        key = name
        if (keys.length < keptKeys) keys.push(name)
      },
      value(text, kind, truth) {
        if (depth === 1) throw noCheck(index, 'is no object')
        if (depth > 2 && isStatus(inner) && kind === 'string') beside(inner, outcomeOf(text ?? '') ?? null, text ?? '')
        if (depth !== 2) return
        const field = wanted.find((one) => one === key) ?? (isStatus(key) ? 'status' : undefined)
        if (!field) {
          const said = written(text, truth)
          const word = key.toLowerCase() === 'state' ? wordOf(said, kind) : said
          beside(key, toldBy(key, word), word)
        } else if (text === null) return
        else if (field === 'status') {
          const word = wordOf(text, kind)
          check.status = check.status === undefined ? word : worseWord(check.status, word)
        } else if (kind === 'string') check[field] = text
      },
      end() {
        if (index === 0)
          throw new ReportRefused('not-a-report', `The JSON is an empty list: nothing was checked. ${whatToSend}`)
        tally.declare(declaresNothing)
        tally.closeHead()
      },
    }
  },
}

/** @returns a status as a word, also where it is an exit code */
const wordOf = (text: string, kind: JsonKind): string => (kind === 'number' ? (codes[Number(text)] ?? text) : text)

const isStatus = (key: string): boolean => key.length === 6 && key.toLowerCase() === 'status'

function add(check: Check, keys: readonly string[], index: number, limits: ReportLimits, tally: ReportTally): void {
  const missing = wanted.find((field) => check[field] === undefined)
  if (missing) {
    const known = foreignObject(new Set(keys))
    if (known)
      throw new ReportRefused(
        'not-a-report',
        `The JSON is ${known.name}, which is not taken. ${known.advice} ${whatToSend}`,
      )
    throw noCheck(index, `has no ${missing}`)
  }
  const { name = '', message = '', flagged } = check
  const status = flagged === undefined ? (check.status ?? '') : worseWord(check.status ?? '', flagged)
  const said = outcomeOf(status)
  if (said === undefined) tally.unknown(`status="${status}"`)
  const outcome = said ?? 'skipped'
  const text = tidyText(message).trim()
  const passed = outcome === 'passed'
  tally.add({
    suite: 'checks',
    name: detached(cutLine(tidyText(name), limits.name)),
    outcome,
    message: passed ? '' : detached(cutLine(tellingLine(text) || `status "${tidyText(status)}"`, limits.message)),
    output: passed || !hasLines(text) ? '' : detached(cutOutput(text, limits.output)),
    milliseconds: null,
  })
}

const noCheck = (index: number, what: string): ReportRefused =>
  new ReportRefused(
    'not-a-report',
    `The JSON is a list, and its item ${index} ${what}: in a list of checks each has a name, a status and a message. ${whatToSend}`,
  )
