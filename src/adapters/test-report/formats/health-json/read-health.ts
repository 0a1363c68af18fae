import type { Outcome } from '../../../../domain/health-report.ts'
import { cutLine, detached, tellingLine, tidyText } from '../../input/case-text.ts'
import { outcomeOf } from '../../outcomes/outcome-of.ts'
import { declaresNothing } from '../../tally/declared.ts'
import type { JsonFormat } from '../json/json-format.ts'

/** The texts of one check that are read. */
const read = ['status', 'componentId', 'output', 'observedValue', 'observedUnit'] as const
type Check = { [Name in (typeof read)[number]]?: string }

/**
 * `application/health+json` (the IETF draft-inadarei-api-health-check): each object under `checks` is a case of the suite
 * that its component names. `warn` is something that somebody has to look at. The root's own `status` must not be worse
 * than its checks are.
 */
export const healthFormat: JsonFormat = {
  name: 'application/health+json',
  key: 'checks',
  read({ limits, tally, topText }) {
    const path: string[] = []
    let key = ''
    let name = ''
    let check: Check | undefined

    const add = (found: Check) => {
      const [component = ''] = name.split(':')
      const said = found.status === undefined ? undefined : outcomeOf(found.status)
      if (said === undefined)
        tally.unknown(found.status === undefined ? 'no status' : `status="${found.status}"`)
      const outcome: Outcome = said ?? 'skipped'
      const output = tidyText(found.output ?? '').trim()
      const observed = [found.observedValue, found.observedUnit]
        .filter((part) => part !== undefined)
        .join(' ')
      const id = found.componentId === undefined ? '' : ` (${found.componentId})`
      tally.add({
        suite: detached(cutLine(tidyText(component), limits.name)),
        name: detached(cutLine(tidyText(`${name}${id}`), limits.name)),
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
        path.push(key)
        // The draft has an array of objects for each name; an object alone is taken for an array of one.
        if (kind === 'object' && path[1] === 'checks' && (path.length === 3 || path.length === 4))
          check ??= {}
        key = ''
      },
      close() {
        if (check && (path.length === 4 || (path.length === 3 && Object.keys(check).length > 0))) {
          add(check)
          check = undefined
        } else if (path.length === 3) check = undefined
        path.pop()
        key = ''
      },
      key(text) {
        key = text
        if (path.length === 2 && path[1] === 'checks') name = text
      },
      value(text) {
        const field = read.find((one) => one === key)
        if (check && field && text !== null && path.length <= 4) check[field] = text
      },
      end() {
        const status = topText('status')
        const outcome = typeof status === 'string' ? outcomeOf(status) : undefined
        if (outcome === undefined)
          tally.unknown(typeof status === 'string' ? `status="${status}"` : 'no status')
        const bad = outcome === 'failed' || outcome === 'errored'
        tally.declare({ ...declaresNothing, bad: bad ? 1 : 0 })
        tally.closeHead()
      },
    }
  },
}
