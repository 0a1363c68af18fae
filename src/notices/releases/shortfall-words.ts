import type { GateShortfall } from '../../domain/releases/gate.ts'
import { problemWords } from '../../domain/reports/report-problem.ts'
import { counted, number } from '../words/words.ts'

/** @returns which number fell short, and by how much (DESIGN 2.1) */
export function shortfallWords(shortfall: GateShortfall): string {
  switch (shortfall.rule) {
    case 'too-few-passed':
      return `${counted(shortfall.passed, 'test')} passed; more than ${number(shortfall.needed)} must, so ${number(shortfall.missing)} ${shortfall.missing === 1 ? 'is' : 'are'} missing.`
    case 'failures':
      return `${counted(shortfall.failed, 'test')} failed and ${number(shortfall.errored)} errored; none may.`
    case 'suite-errors':
      return `${counted(shortfall.count, 'suite')} broke as a whole${shortfall.first === '' ? '' : `, first "${shortfall.first}"`}.`
    case 'missing-suites':
      return `Required suites without a passed test: ${shortfall.suites.join(', ')}.`
    default:
      return problemWords(shortfall.problem)
  }
}
