import { written } from '../../input/json-events.ts'
import { whatToSend } from '../../input/sniff-format.ts'
import { outcomeOf } from '../../outcomes/outcome-of.ts'
import { type Told, toldBy, toldByContent } from '../../outcomes/told-by-name.ts'
import { ReportRefused } from '../../report-refusal.ts'
import type { JsonFormat } from '../json/json-format.ts'
import { makeCtrfSummary } from './ctrf-summary.ts'
import { caseOf, note, noteContent, noteObject, type TestFields } from './test-fields.ts'

/**
 * CTRF (ctrf.io): `results.tests[]`, one case each; `pending` and `other` count as skipped; durations are milliseconds;
 * `results.summary` is only what the report says of itself. A test is held to the worst of its `status`, its `rawStatus`
 * and of what else in it speaks of an outcome. All else is passed over.
 */
export const ctrfFormat: JsonFormat = {
  name: 'CTRF',
  key: 'results',
  read({ limits, tally, topText }) {
    const keys: (string | undefined)[] = []
    const path: (string | undefined)[] = []
    const summary = makeCtrfSummary(tally.unknown)
    let test: TestFields | undefined
    let testsSeen = false
    let count = 0

    const inResults = () => path.length === 2 && path[1] === 'results'
    const inTests = () => path[1] === 'results' && path[2] === 'tests'
    /** Beside the tests CTRF has no word of how they ended, so one that is there is understood by nobody unless it passed. */
    const beside = (key: string, told: Told, value: string) => {
      if (told !== null && told !== 'passed') tally.unknown(`${key}="${value}"`)
    }
    tally.openHead('')
    return {
      open(kind) {
        if (test) noteObject(test, path, keys.at(-1), kind, tally)
        path.push(keys.at(-1))
        keys.push(undefined)
        if (path.length === 3 && inTests()) {
          if (kind !== 'array') throw noCtrf('results.tests is no list')
          testsSeen = true
        }
        if (path.length === 4 && inTests()) test = kind === 'object' ? {} : undefined
      },
      close(says) {
        if (path.length === 4 && inTests()) {
          if (!test) throw notATest(count)
          tally.add(caseOf(test, count, limits))
          test = undefined
          count += 1
        }
        const closed = path.pop()
        keys.pop()
        if (!says || closed === undefined) return
        if (test) noteContent(test, path, closed, tally)
        else if (inResults()) beside(closed, toldByContent(closed), '…')
      },
      key(name) {
        keys[keys.length - 1] = name
        if (inResults() && !parts.includes(name) && parts.includes(name.toLowerCase())) tally.unknown(`"${name}"`)
      },
      value(text, kind, truth) {
        const key = keys.at(-1)
        if (test) note(test, path, key, { text, kind, truth }, tally)
        else if (path.length === 3 && inTests()) throw notATest(count)
        else if (key === undefined) return
        else if (path.length === 3 && path[1] === 'results' && path[2] === 'summary') summary.note(key, text)
        else if (inResults()) beside(key, toldBy(key, written(text, truth)), written(text, truth))
      },
      end() {
        if (!testsSeen) throw noCtrf('results.tests is missing')
        const status = topText('status')
        if (status) beside('status', outcomeOf(status) ?? 'unknown', status)
        tally.declare(summary.declared())
        tally.closeHead()
      },
    }
  },
}

/** What of `results` is read: in other capitals it would be passed over. */
const parts: readonly string[] = ['tests', 'summary']

const notATest = (index: number): ReportRefused =>
  new ReportRefused('malformed', `results.tests[${index}] is no object. CTRF wants one object for each test.`)

const noCtrf = (what: string): ReportRefused =>
  new ReportRefused('not-a-report', `The JSON is no CTRF report: ${what}. ${whatToSend}`)
