import type { Outcome } from '../../../../domain/health-report.ts'
import { cutLine, cutOutput, detached, type GatheredText, tellingLine } from '../../input/case-text.ts'
import { outcomeOf, worse } from '../../outcomes/outcome-of.ts'
import { mostOf, sumOf, wholeNumber } from '../../tally/declared.ts'
import { makeElementTexts } from '../element-texts.ts'
import { caseOf, duration, outcomeSaid } from '../found-case.ts'
import { secondsOf } from '../seconds.ts'
import type { XmlFormat } from '../xml-format.ts'

type Attributes = Readonly<Record<string, string>>
type Texts = { message?: GatheredText; trace?: GatheredText; reason?: GatheredText; output?: GatheredText }
type OpenCase = { readonly attributes: Attributes; outcome: Outcome; readonly texts: Texts }

/** Where a suite's failure is its own, and not that of a test in it. */
const ownSites: readonly string[] = ['SetUp', 'TearDown', 'Test']

/**
 * NUnit 3 (`test-run`, docs.nunit.org: Test Result XML Format): `result` and `label` of a `test-case`, and of its assertions,
 * the worst counts. A suite that failed in its own set-up or tear-down is a suite's error; one that says it failed
 * because of a test must hold one that did.
 */
export const nunit3Format: XmlFormat = {
  name: 'NUnit 3',
  roots: ['test-run'],
  read({ limits, tally, listen }) {
    const path: string[] = []
    const suites: string[] = ['']
    const sites: boolean[] = [false]
    const texts = makeElementTexts(listen, limits.output)
    let current: OpenCase | undefined
    let broken: GatheredText | undefined

    const openHead = (name: string, attributes: Attributes) => {
      const named = attributes['fullname'] || attributes['name'] || ''
      // Assemblies and namespaces hold suites; what holds cases is what a specialist looks for.
      suites.push(name === 'test-suite' ? named : '')
      sites.push(ownSites.includes(attributes['site'] ?? ''))
      tally.openHead(cutLine(named, limits.name))
      const outcome = attributes['result'] === undefined ? undefined : outcomeOf(attributes['result'])
      const bad = sumOf(['failed', 'warnings'].map((count) => wholeNumber(attributes[count])))
      if (attributes['result'] !== undefined && outcome === undefined)
        tally.unknown(`result="${attributes['result']}"`)
      tally.declare({
        tests: wholeNumber(attributes['total']),
        bad: mostOf([bad, outcome === 'failed' || outcome === 'errored' ? 1 : null]),
        skipped: sumOf(['skipped', 'inconclusive'].map((count) => wholeNumber(attributes[count]))),
      })
    }

    const finish = ({ attributes, outcome, texts: { message, trace, reason, output } }: OpenCase) => {
      const seconds = secondsOf(attributes['duration'] ?? attributes['time'] ?? '')
      const full = attributes['fullname'] ?? attributes['name'] ?? ''
      const suite = attributes['classname'] ?? suites.at(-1) ?? ''
      tally.add(
        caseOf(
          {
            suite,
            name: full.startsWith(`${suite}.`) ? full.slice(suite.length + 1) : (attributes['name'] ?? full),
            outcome,
            why: [message?.text ?? '', reason?.text ?? '', trace?.text ?? '', attributes['label'] ?? ''],
            texts: [
              hasLines(message) ? message.text : '',
              trace?.text ?? '',
              outcome === 'skipped' ? '' : (output?.text ?? ''),
            ],
            milliseconds: duration(seconds === null ? null : seconds * 1000),
          },
          limits,
        ),
      )
    }

    const inCase = (found: OpenCase, name: string, attributes: Attributes) => {
      const parent = path.at(-2)
      if (name === 'assertion')
        found.outcome = worse(found.outcome, outcomeSaid({ result: attributes['result'] }, tally))
      else if (name === 'message' && parent === 'failure') found.texts.message ??= texts.begin(path.length)
      else if (name === 'stack-trace' && parent === 'failure') found.texts.trace ??= texts.begin(path.length)
      else if (name === 'message' && parent === 'reason') found.texts.reason ??= texts.begin(path.length)
      else if (name === 'output' && parent === 'test-case') found.texts.output ??= texts.begin(path.length)
      else if (name === 'failure' && parent === 'test-case') found.outcome = worse(found.outcome, 'failed')
    }

    return {
      open(name, attributes) {
        path.push(name)
        if (name === 'test-case') {
          const { result, label } = attributes
          current = { attributes, outcome: outcomeSaid({ result }, tally), texts: {} }
          if (label) current.outcome = worse(current.outcome, outcomeSaid({ label }, tally))
        } else if (name === 'test-suite' || name === 'test-run') openHead(name, attributes)
        else if (current) inCase(current, name, attributes)
        else if (name === 'failure' && path.at(-2) === 'test-suite' && sites.at(-1))
          broken = texts.begin(path.length)
      },
      close() {
        const name = path.at(-1) ?? ''
        texts.end(path.length)
        if (name === 'test-case' && current) {
          finish(current)
          current = undefined
        } else if (name === 'failure' && broken && !current) {
          const text = broken.text.trim()
          tally.suiteError({
            suite: detached(cutLine(suites.at(-1) ?? '', limits.name)),
            message: detached(cutLine(tellingLine(text), limits.message)),
            output: detached(cutOutput(text, limits.output)),
          })
          broken = undefined
        } else if (name === 'test-suite' || name === 'test-run') {
          suites.pop()
          sites.pop()
          tally.closeHead()
        }
        path.pop()
      },
      text: texts.text,
    }
  },
}

const hasLines = (text: GatheredText | undefined): text is GatheredText =>
  text?.text.trim().includes('\n') ?? false
