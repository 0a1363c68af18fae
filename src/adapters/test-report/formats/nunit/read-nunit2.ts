import type { Outcome } from '../../../../domain/health-report.ts'
import { cutLine, type GatheredText } from '../../input/case-text.ts'
import { outcomeOf, worse } from '../../outcomes/outcome-of.ts'
import { mostOf, sumOf, wholeNumber } from '../../tally/declared.ts'
import { makeElementTexts } from '../element-texts.ts'
import { caseOf, duration, outcomeSaid } from '../found-case.ts'
import { secondsOf } from '../seconds.ts'
import type { XmlFormat } from '../xml-format.ts'

type Attributes = Readonly<Record<string, string>>
type Texts = { message?: GatheredText; trace?: GatheredText; reason?: GatheredText }

/**
 * NUnit 2 (`test-results`, nunit.org's Results.xsd): `result` of a `test-case`, or `success` where an old one has none, and what
 * was not executed is skipped. A suite that says it failed must hold a test that did.
 */
export const nunit2Format: XmlFormat = {
  name: 'NUnit 2',
  roots: ['test-results'],
  read({ limits, tally, listen }) {
    const path: string[] = []
    const suites: string[] = ['']
    const texts = makeElementTexts(listen, limits.output)
    let current: { readonly attributes: Attributes; outcome: Outcome; readonly texts: Texts } | undefined

    const openHead = (name: string, attributes: Attributes) => {
      const named = attributes['name'] ?? ''
      suites.push(name === 'test-suite' ? named : '')
      tally.openHead(cutLine(name === 'test-suite' ? named : '', limits.name))
      const count = (names: readonly string[]) => sumOf(names.map((one) => wholeNumber(attributes[one])))
      const told = count(['ignored', 'skipped', 'inconclusive'])
      tally.declare({
        tests: wholeNumber(attributes['total']),
        bad: mostOf([count(['errors', 'failures']), claimed(attributes)]),
        skipped: told ?? wholeNumber(attributes['not-run']),
      })
    }
    /** @returns how many failures a suite's own words claim at the least */
    const claimed = ({ result, success }: Attributes): number | null => {
      const outcome = result === undefined ? (success === 'False' ? 'failed' : 'passed') : outcomeOf(result)
      if (outcome === undefined) tally.unknown(`result="${result}"`)
      return outcome === 'failed' || outcome === 'errored' ? 1 : null
    }

    return {
      open(name, attributes) {
        path.push(name)
        const parent = path.at(-2)
        if (name === 'test-case') current = { attributes, outcome: outcomeIn(attributes), texts: {} }
        else if (name === 'test-suite' || name === 'test-results') openHead(name, attributes)
        else if (!current) return
        else if (name === 'failure' && parent === 'test-case')
          current.outcome = worse(current.outcome, 'failed')
        else if (name === 'message' && parent === 'failure')
          current.texts.message ??= texts.begin(path.length)
        else if (name === 'stack-trace' && parent === 'failure')
          current.texts.trace ??= texts.begin(path.length)
        else if (name === 'message' && parent === 'reason') current.texts.reason ??= texts.begin(path.length)
      },
      close() {
        const name = path.at(-1) ?? ''
        texts.end(path.length)
        if (name === 'test-case' && current) {
          const {
            attributes,
            outcome,
            texts: { message, trace, reason },
          } = current
          const seconds = secondsOf(attributes['time'] ?? '')
          const [suite, own] = splitName(attributes['name'] ?? '', suites.at(-1) ?? '')
          const why = [message?.text ?? '', reason?.text ?? '', trace?.text ?? '', attributes['result'] ?? '']
          const whole = message?.text.trim().includes('\n') ? message.text : ''
          const milliseconds = duration(seconds === null ? null : seconds * 1000)
          tally.add(
            caseOf(
              { suite, name: own, outcome, why, texts: [whole, trace?.text ?? ''], milliseconds },
              limits,
            ),
          )
          current = undefined
        } else if (name === 'test-suite' || name === 'test-results') {
          suites.pop()
          tally.closeHead()
        }
        path.pop()
      },
      text: texts.text,
    }

    function outcomeIn({ result, executed, success }: Attributes): Outcome {
      // An inconclusive one says success="False" and is no failure: what success says counts where nothing else does.
      const said =
        result === undefined && executed?.toLowerCase() !== 'false'
          ? outcomeSaid({ success: success === undefined ? undefined : words[success.toLowerCase()] }, tally)
          : result === undefined
            ? 'skipped'
            : outcomeSaid({ result }, tally)
      return executed?.toLowerCase() === 'false' ? worse(said, 'skipped') : said
    }
  },
}

const words: Readonly<Record<string, string>> = { true: 'success', false: 'failure' }

/** @returns the fixture and the method of a full name, `Namespace.Fixture.Method(arguments)` */
function splitName(full: string, enclosing: string): [suite: string, name: string] {
  const [plain = ''] = full.split('(', 1)
  const dot = plain.lastIndexOf('.')
  return dot > 0 && !/\s/.test(plain) ? [full.slice(0, dot), full.slice(dot + 1)] : [enclosing, full]
}
