import type { Outcome } from '../../../../domain/health-report.ts'
import { cutLine, cutOutput, detached, type GatheredText, tellingLine } from '../../input/case-text.ts'
import { worse } from '../../outcomes/outcome-of.ts'
import { declaresNothing, sumOf, wholeNumber } from '../../tally/declared.ts'
import { makeElementTexts } from '../element-texts.ts'
import { caseOf, duration, outcomeSaid } from '../found-case.ts'
import type { XmlFormat, XmlReading } from '../xml-format.ts'

type Attributes = Readonly<Record<string, string>>
type OpenCase = {
  readonly attributes: Attributes
  outcome: Outcome
  readonly problems: { readonly where: string; readonly text: GatheredText }[]
  time: GatheredText | undefined
}

/** The entries of a log and what each means for its case (boost.org: Test, Logging). A warning fails nothing. */
const entries = new Map<string, Outcome>([
  ['Info', 'passed'],
  ['Message', 'passed'],
  ['Warning', 'passed'],
  ['Error', 'failed'],
  ['FatalError', 'errored'],
  ['Exception', 'errored'],
  ['TestingTime', 'passed'],
  ['LastCheckpoint', 'passed'],
  ['Context', 'passed'],
  ['Frame', 'passed'],
])
const kept = 20

/**
 * Boost.Test's XML: its log (`TestLog`), in which a case without an error passed, and its result report (`TestResult`, at the level
 * `detailed`), in which each says its `result`. They say the same of one run: one of them is a report.
 */
export const boostFormat: XmlFormat = {
  name: 'Boost.Test XML',
  roots: ['TestLog', 'TestResult'],
  read: readBoost,
}

function readBoost({ limits, tally, listen }: XmlReading) {
  const path: string[] = []
  const suites: string[] = []
  const texts = makeElementTexts(listen, limits.output)
  let isLog = true
  let current: OpenCase | undefined
  let broken: GatheredText | undefined

  const openHead = (name: string, attributes: Attributes) => {
    if (name === 'TestSuite') suites.push(attributes['name'] ?? '')
    tally.openHead(cutLine(suites.join('/'), limits.name))
    tally.declare(isLog || name !== 'TestSuite' ? declaresNothing : declaredBy(attributes))
  }
  const openCase = (attributes: Attributes): OpenCase => {
    const skipped = attributes['skipped']
    const { result } = attributes
    const outcome = isLog ? (skipped === undefined ? 'passed' : 'skipped') : outcomeSaid({ result }, tally)
    const failed =
      (wholeNumber(attributes['assertions_failed']) ?? 0) >
      (wholeNumber(attributes['expected_failures']) ?? 0)
    return { attributes, outcome: failed ? worse(outcome, 'failed') : outcome, problems: [], time: undefined }
  }
  const inCase = (found: OpenCase, name: string, attributes: Attributes) => {
    if (path.at(-2) !== 'TestCase') return
    const meaning = entries.get(name)
    if (meaning === undefined) {
      tally.unknown(`<${name}>`)
      found.outcome = worse(found.outcome, 'skipped')
    } else if (name === 'TestingTime') found.time = texts.begin(path.length)
    else if (meaning !== 'passed') {
      found.outcome = worse(found.outcome, meaning)
      const where = attributes['file'] ? `${attributes['file']}:${attributes['line'] ?? ''}` : ''
      const text = texts.begin(path.length)
      if (found.problems.length < kept) found.problems.push({ where, text })
    }
  }
  const finish = (found: OpenCase) => {
    // The log times every case that ran: one without its time and without a word of why did not.
    if (isLog && !found.time && found.outcome === 'passed') {
      tally.unknown('no TestingTime')
      found.outcome = 'skipped'
    }
    const { attributes, outcome, problems, time } = found
    const micros = time && /^\s*\d+\s*$/.test(time.text) ? Number(time.text) : null
    tally.add(
      caseOf(
        {
          suite: suites.join('/'),
          name: attributes['name'] ?? '',
          outcome,
          why: [
            ...problems.map(({ text }) => text.text),
            attributes['reason'] ?? '',
            attributes['result'] ?? '',
          ],
          texts: problems.map(({ where, text }) =>
            [where, text.text.trim()].filter((part) => part !== '').join('\n'),
          ),
          milliseconds: duration(micros === null ? null : micros / 1000),
        },
        limits,
      ),
    )
  }

  return {
    open(name: string, attributes: Attributes) {
      path.push(name)
      if (path.length === 1) isLog = name === 'TestLog'
      if (name === 'TestCase') current = openCase(attributes)
      else if (current) inCase(current, name, attributes)
      else if (name === 'TestSuite' || path.length === 1) openHead(name, attributes)
      // An error that stands beside the cases is one of a fixture.
      else if (entries.get(name) === 'failed' || entries.get(name) === 'errored')
        broken ??= texts.begin(path.length)
    },
    close() {
      const name = path.at(-1) ?? ''
      texts.end(path.length)
      if (name === 'TestCase' && current) {
        finish(current)
        current = undefined
      } else if (broken && !current && entries.has(name)) {
        const text = broken.text.trim()
        tally.suiteError({
          suite: detached(cutLine(suites.join('/'), limits.name)),
          message: detached(cutLine(tellingLine(text) || name, limits.message)),
          output: detached(cutOutput(text, limits.output)),
        })
        broken = undefined
      } else if (name === 'TestSuite' || path.length === 1) {
        if (name === 'TestSuite') suites.pop()
        tally.closeHead()
      }
      path.pop()
    },
    text: texts.text,
  }
}

function declaredBy(attributes: Attributes) {
  const of = (names: readonly string[]) =>
    sumOf(names.map((name) => wholeNumber(attributes[`test_cases_${name}`])))
  return {
    tests: of(['passed', 'failed', 'skipped', 'aborted']),
    bad: of(['failed', 'aborted']),
    skipped: of(['skipped']),
  }
}
