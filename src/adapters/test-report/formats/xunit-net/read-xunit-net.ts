import type { Outcome } from '../../../../domain/health-report.ts'
import { cutLine, cutOutput, detached, type GatheredText, tellingLine } from '../../input/case-text.ts'
import { worse } from '../../outcomes/outcome-of.ts'
import { sumOf, wholeNumber } from '../../tally/declared.ts'
import { makeElementTexts } from '../element-texts.ts'
import { caseOf, duration, outcomeSaid } from '../found-case.ts'
import { secondsOf } from '../seconds.ts'
import type { XmlFormat } from '../xml-format.ts'

type Attributes = Readonly<Record<string, string>>
type Texts = { message?: GatheredText; trace?: GatheredText; reason?: GatheredText; output?: GatheredText }

const heads: readonly string[] = ['assemblies', 'assembly', 'collection', 'class']

/**
 * xUnit.net 1 to 3 (xunit.net: XML test result formats): each `test` is a case, by its `result`; each `error` of an assembly, for which
 * a clean-up or a fixture failed outside of all tests, is a suite's.
 */
export const xunitNetFormat: XmlFormat = {
  name: 'xUnit.net',
  roots: ['assemblies', 'assembly'],
  read({ limits, tally, listen }) {
    const path: string[] = []
    const texts = makeElementTexts(listen, limits.output)
    let current: { readonly attributes: Attributes; outcome: Outcome; readonly texts: Texts } | undefined
    let error: { readonly name: string; readonly texts: Texts } | undefined

    const note = (into: Texts, name: string) => {
      const parent = path.at(-2)
      if (name === 'message' && parent === 'failure') into.message ??= texts.begin(path.length)
      else if (name === 'stack-trace' && parent === 'failure') into.trace ??= texts.begin(path.length)
      else if (name === 'output') into.output ??= texts.begin(path.length)
      // xUnit.net 1 puts a message inside it.
      else if (name === 'reason') into.reason ??= texts.begin(path.length)
    }

    return {
      open(name, attributes) {
        path.push(name)
        if (name === 'test') {
          current = { attributes, outcome: outcomeSaid({ result: attributes['result'] }, tally), texts: {} }
        } else if (current) {
          if (name === 'failure' && path.at(-2) === 'test') current.outcome = worse(current.outcome, 'failed')
          note(current.texts, name)
        } else if (name === 'error')
          error = { name: attributes['name'] ?? attributes['type'] ?? '', texts: {} }
        else if (error) note(error.texts, name)
        else if (heads.includes(name)) {
          const of = (names: readonly string[]) => sumOf(names.map((one) => wholeNumber(attributes[one])))
          tally.openHead(cutLine(attributes['name'] ?? '', limits.name))
          tally.declare({
            tests: wholeNumber(attributes['total']),
            bad: of(['failed', 'errors']),
            skipped: of(['skipped', 'not-run']),
          })
        }
      },
      close() {
        const name = path.at(-1) ?? ''
        texts.end(path.length)
        if (name === 'test' && current) {
          const {
            attributes,
            outcome,
            texts: { message, trace, reason, output },
          } = current
          const seconds = secondsOf(attributes['time'] ?? '')
          const suite = attributes['type'] ?? ''
          const full = attributes['name'] ?? ''
          const own = full.startsWith(`${suite}.`) ? full.slice(suite.length + 1) : full
          const why = [message?.text ?? '', reason?.text ?? '', trace?.text ?? '', attributes['result'] ?? '']
          const whole = message?.text.trim().includes('\n') ? message.text : ''
          const captured = outcome === 'skipped' ? '' : (output?.text ?? '')
          const milliseconds = duration(seconds === null ? null : seconds * 1000)
          tally.add(
            caseOf(
              { suite, name: own, outcome, why, texts: [whole, trace?.text ?? '', captured], milliseconds },
              limits,
            ),
          )
          current = undefined
        } else if (name === 'error' && error) {
          const { message, trace } = error.texts
          const text = [message?.text ?? '', trace?.text ?? '']
            .filter((part) => part.trim() !== '')
            .join('\n')
          tally.suiteError({
            suite: detached(cutLine(error.name, limits.name)),
            message: detached(cutLine(tellingLine(text), limits.message)),
            output: detached(cutOutput(text, limits.output)),
          })
          error = undefined
        } else if (heads.includes(name) && !current && !error) tally.closeHead()
        path.pop()
      },
      text: texts.text,
    }
  },
}
