import type { Outcome } from '../../../../domain/reports/health-report.ts'
import { cutLine, cutOutput, detached, tellingLine, tidyText } from '../../input/case-text.ts'
import { written } from '../../input/json-events.ts'
import { outcomeOf, worseWord } from '../../outcomes/outcome-of.ts'
import { statusBeside, type Told, toldBy, toldByContent } from '../../outcomes/told-by-name.ts'
import type { ReportLimits } from '../../report-limits.ts'
import { declaresNothing } from '../../tally/declared.ts'
import type { ReportTally } from '../../tally/report-tally.ts'
import type { JsonFormat, JsonReading } from '../json/json-format.ts'

/** The texts of one check that are read. */
const read = ['status', 'name', 'componentId', 'output', 'observedValue', 'observedUnit'] as const
type Check = { [Name in (typeof read)[number]]?: string }

/**
 * `application/health+json` (the IETF draft-inadarei-api-health-check): each object under `checks` is a case of the suite
 * that its component names, and so is each of a list of them, as MicroProfile writes it. `warn` is something that somebody
 * has to look at; what stands inside of a check and did not pass counts for it. The root's own `status` must not be worse
 * than its checks are. Checks are optional: without any, the status is that of one case, called after the service.
 */
export const healthFormat: JsonFormat = {
  name: 'application/health+json',
  key: 'checks',
  read({ limits, tally, topText }) {
    const path: { readonly key: string; readonly kind: 'object' | 'array' }[] = []
    let key = ''
    let name = ''
    let nothing = true
    let check: { readonly depth: number; readonly says: Check } | undefined

    const inChecks = () => path[1]?.key === 'checks'
    const listed = () => path[1]?.kind === 'array'
    /** The draft has an array of objects for each name; an object alone is taken for an array of one. */
    const isPlace = () => path.length === 3 || (path.length === 4 && !listed() && path[2]?.kind === 'array')
    const add = (found: Check) => {
      const called = listed() ? (found.name ?? '') : name
      const [component = ''] = called.split(':')
      const said = found.status === undefined ? undefined : outcomeOf(found.status)
      if (said === undefined) tally.unknown(found.status === undefined ? 'no status' : `status="${found.status}"`)
      const outcome: Outcome = said ?? 'skipped'
      const output = tidyText(found.output ?? '').trim()
      const observed = [found.observedValue, found.observedUnit].filter((part) => part !== undefined).join(' ')
      const id = found.componentId === undefined ? '' : ` (${found.componentId})`
      tally.add({
        suite: detached(cutLine(tidyText(component), limits.name)),
        name: detached(cutLine(tidyText(`${called}${id}`), limits.name)),
        outcome,
        message:
          outcome === 'passed'
            ? ''
            : detached(cutLine(tellingLine(output) || observed || (found.status ?? ''), limits.message)),
        output: outcome === 'passed' ? '' : detached(output),
        milliseconds: null,
      })
    }

    tally.openHead('')
    return {
      open(kind) {
        path.push({ key, kind })
        key = ''
        // Whatever stands among the checks, be it none of them.
        if (path.length > 2 && inChecks()) nothing = false
        if (check || !inChecks() || !isPlace()) return
        if (kind === 'object') check = { depth: path.length, says: {} }
        else if (path.length === 4 || listed()) tally.unknown('a list in place of a check')
      },
      close(says) {
        if (check?.depth === path.length) {
          add(check.says)
          check = undefined
        }
        const closed = path.pop()
        if (closed && says && check?.depth === path.length)
          beside(check.says, closed.key, toldByContent(closed.key), '…')
        key = ''
      },
      key(text) {
        key = text
        if (path.length === 2 && inChecks()) name = text
      },
      value(text, _kind, truth) {
        const isStatus = key.toLowerCase() === 'status'
        if (check && path.length > check.depth) {
          const inner = text === null || !isStatus ? undefined : outcomeOf(text)
          if (text !== null && inner !== undefined && inner !== 'passed')
            check.says.status = worseOf(check.says.status, text)
        } else if (check) {
          const field = isStatus ? 'status' : read.find((one) => one === key)
          const said = written(text, truth)
          if (!field) beside(check.says, key, toldBy(key, said), said)
          else if (field === 'status' && text !== null) check.says.status = worseOf(check.says.status, text)
          else if (text !== null) check.says[field] = text
        } else if (inChecks()) {
          nothing = false
          tally.unknown('a text in place of a check')
        } else if (path.length === 1 && key === 'checks' && text !== null)
          tally.unknown('a text in place of the checks')
      },
      end() {
        const status = topText('status')
        const outcome = typeof status === 'string' ? outcomeOf(status) : undefined
        if (nothing && typeof status === 'string') addService(status, topText, limits, tally)
        if (outcome === undefined) tally.unknown(typeof status === 'string' ? `status="${status}"` : 'no status')
        if (outcome === 'skipped') tally.saysSkipped()
        const bad = outcome === 'failed' || outcome === 'errored'
        tally.declare({ ...declaresNothing, bad: bad ? 1 : 0 })
        tally.closeHead()
      },
    }
  },
}

function addService(status: string, topText: JsonReading['topText'], limits: ReportLimits, tally: ReportTally): void {
  const outcome = outcomeOf(status) ?? 'skipped'
  const said = ['serviceid', 'description'].map((key) => tidyText(topText(key) ?? '').trim())
  const output = tidyText(topText('output') ?? '').trim()
  tally.add({
    suite: 'health',
    name: detached(cutLine(said.find((text) => text !== '') ?? 'health', limits.name)),
    outcome,
    message:
      outcome === 'passed'
        ? ''
        : detached(cutLine(tellingLine(output) || `status "${tidyText(status)}"`, limits.message)),
    output: outcome === 'passed' ? '' : detached(cutOutput(output, limits.output)),
    milliseconds: null,
  })
}

function beside(check: Check, key: string, told: Told, value: string): void {
  const word = statusBeside(key, told, value)
  if (word !== null) check.status = worseOf(check.status, word)
}

const worseOf = (before: string | undefined, text: string): string =>
  before === undefined ? text : worseWord(before, text)
