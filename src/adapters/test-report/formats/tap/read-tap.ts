import { Parser, type Result } from 'tap-parser'
import type { Outcome } from '../../../../domain/reports/health-report.ts'
import { cutLine, cutOutput, detached, tidyText } from '../../input/case-text.ts'
import type { ReportLimits } from '../../report-limits.ts'
import { ReportRefused } from '../../report-refusal.ts'
import { declaresNothing, mostOf, sumOf, wholeNumber } from '../../tally/declared.ts'
import type { ReportTally } from '../../tally/report-tally.ts'
import type { FormatReader } from '../format-reader.ts'
import { SeenPoints } from './seen-points.ts'
import { readDiagnostics, toldByBlock } from './tap-diagnostics.ts'
import { makeTapLines } from './tap-lines.ts'

/**
 * Reads TAP 12 to 14 (testanything.org). A test point is a case; one that only closes a subtest is not, its points are.
 * What is marked as skipped or to be done is skipped, whatever they say beside. A plan that is not kept to, a bail-out and a line that looks
 * like a test point and is none are no proof.
 */
export function makeTapReader(limits: ReportLimits, tally: ReportTally): FormatReader {
  const root = new Parser({ name: '' })
  let block = ''
  let diagnostics = ''
  let current = root
  let saidBad: number | null = null

  const follow = (parser: Parser) => {
    if (parser.level >= limits.depth)
      throw new ReportRefused('too-deep', `Subtests are nested more than ${limits.depth} deep.`)
    const points = new SeenPoints()
    let told = false
    // The parser keeps every point for a summary of its own; of those that were counted it needs the ids alone.
    parser.pointsSeen = points
    parser.on('assert', (result: Result) => {
      current = parser
      diagnostics = block
      block = ''
      told ||= result.tapError !== null
      // Told here, since tap-parser passes over some of these.
      if (onlyCloses(result)) add(result, parser, diagnostics, limits, tally)
      for (const kept of [parser.skips, parser.todos, parser.failures, parser.comments]) kept.length = 0
    })
    parser.on('comment', (text: string) => {
      const said = sumOf(text.split('\n').map(badSaidIn))
      // A subtest's are said again around it.
      saidBad = parser.level === 0 ? sumOf([saidBad, said]) : mostOf([saidBad, said && 1])
    })
    parser.on('child', follow)
    parser.on('complete', () => judgePlan(parser, told ? null : points, tally, limits))
  }
  follow(root)
  root.on('result', (result: Result) => {
    if (!onlyCloses(result)) add(result, current, diagnostics, limits, tally)
  })
  root.on('bailout', (reason: string) => {
    tally.suiteError({
      suite: '',
      message: cutLine(`Bail out! ${tidyText(reason)}`, limits.message),
      output: '',
    })
  })
  root.on('extra', (text: string) => noteStray(text, tally))

  const lines = makeTapLines(limits, {
    line: (line) => root.write(line),
    block: (text) => {
      block = text
    },
  })
  tally.format('TAP')
  tally.openHead('')
  return {
    write: lines.write,
    end() {
      const last = lines.end()
      if (last.trim() !== '' && !/^\s*#/.test(last))
        throw new ReportRefused('truncated', 'The TAP ends in the middle of a line. Send the whole of it.')
      root.end()
      // Runners count otherwise than points, so their number is not held against those: some failed, or none did.
      tally.declare({ ...declaresNothing, bad: saidBad && 1 }, { ...declaresNothing, bad: saidBad })
      tally.closeHead()
    },
  }
}

/** What runners say at their end in a comment: node, tape and tap of all tests, Perl's Test::More of a script that broke. */
const badCount = /^\s*#\s*(?:fail(?:ed|s|ures?)?|cancell?ed)\s*[:=\s]\s*(\d+)(?:\s*(?:of|\/)\s*\d+)?(?:\s+tests?)?\s*$/i
const brokenScript = /^\s*#\s+Looks like (?:your test (?:exited|died)|you failed (\d*)|you planned)/

/** @returns how many did not pass by a comment, one where it only says that something went wrong; null where it says nothing */
function badSaidIn(comment: string): number | null {
  const count = badCount.exec(comment)
  if (count) return wholeNumber(count[1]) ?? 1
  const broken = brokenScript.exec(comment)
  return broken && Math.max(1, wholeNumber(broken[1]) ?? 1)
}

function outcomeOf({ ok, skip, todo }: Result): Outcome {
  if (skip || todo) return 'skipped'
  return ok ? 'passed' : 'failed'
}

/** Whether it says no more than that its subtest has ended well. */
const onlyCloses = ({ closingTestPoint, ok, skip, todo }: Result): boolean => closingTestPoint && ok && !skip && !todo

function add(result: Result, parser: Parser, block: string, limits: ReportLimits, tally: ReportTally): void {
  const said = outcomeOf(result)
  // A point that is ok and whose block says that it failed contradicts itself; in any other the block says why.
  const outcome = said === 'passed' ? toldByBlock(block, tally.unknown) : said
  if (outcome === 'passed' && onlyCloses(result)) return
  const suite = detached(cutLine(tidyText(parser.fullname), limits.name))
  const name = detached(cutLine(tidyText(result.name) || `#${result.id || parser.count}`, limits.name))
  const passed = outcome === 'passed'
  const { message, milliseconds } = readDiagnostics(block, passed)
  const why = [result.skip, result.todo].find((text) => typeof text === 'string')
  tally.add({
    suite,
    name,
    outcome,
    message: passed ? '' : detached(cutLine(tidyText(typeof why === 'string' ? why : message), limits.message)),
    output: passed ? '' : detached(cutOutput(tidyText(block).trim(), limits.output)),
    milliseconds: result.time === null ? milliseconds : Math.round(result.time),
  })
  if (result.tapError) tally.suiteError({ suite, message: `Test point ${result.id}: ${result.tapError}`, output: '' })
}

/**
 * What a plan promised must have come, no more and no less.
 * @param points null where it was told already that one of them is wrong
 */
function judgePlan(parser: Parser, points: SeenPoints | null, tally: ReportTally, limits: ReportLimits): void {
  if (parser.bailedOut) return
  const { planStart, planEnd, syntheticPlan, count } = parser
  const suite = detached(cutLine(tidyText(parser.fullname), limits.name))
  if (planStart === -1 || syntheticPlan) {
    if (parser.parent === null)
      throw new ReportRefused('truncated', 'The TAP ends without its plan (1..N). Send the whole of it.')
    if (!parser.buffered) tally.suiteError({ suite, message: 'The subtest ends without its plan.', output: '' })
    return
  }
  const planned = planEnd - planStart + 1
  if (planned === count && points?.beyond(planStart, planEnd)) {
    const message = `The plan promised tests ${planStart} to ${planEnd}, and others came.`
    tally.suiteError({ suite, message, output: '' })
  }
  if (planned === count) return
  tally.suiteError({ suite, message: `The plan promised ${planned} tests, and ${count} came.`, output: '' })
}

/** A point or a bail-out that is not written as TAP wants it, and what prove says of all of its scripts. */
const looksTelling =
  /^(?:[>|*-]\s*)*(?:not[\s_-]*ok(?![a-z])|ok\b|nok\b|bail out!)|^(?:Result: (?:FAIL|NOTESTS)|Failed \d+\/\d+ )/i

/** What begins a report of another kind, which would be passed over. */
const otherReport =
  /^<(?:\?xml\b|testsuites?\b|(?:[\w.-]+:)?TestRun\b|test-run\b|test-results\b|assembl(?:y|ies)\b|Test(?:Log|Result)\b)/

/** Lines that are none of TAP's: what a program printed, unless it looks like what TAP says. */
function noteStray(text: string, tally: ReportTally): void {
  for (const line of text.split('\n')) {
    if (/^(TAP version \d|\d+\.\.\d+\s*(#.*)?$)/i.test(line))
      throw new ReportRefused(
        'malformed',
        'A second TAP stream begins behind the plan of the first. Hand them in as two files of one report.',
      )
    if (otherReport.test(line))
      throw new ReportRefused(
        'malformed',
        'XML stands in the TAP. If it is a report, hand them in as two files of one report.',
      )
    const plain = tidyText(line).trim()
    if (looksTelling.test(plain)) tally.unknown(plain)
  }
}
