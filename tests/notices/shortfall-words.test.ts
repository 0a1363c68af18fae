import { expect, it } from 'vitest'
import type { GateShortfall } from '../../src/domain/releases/gate.ts'
import { shortfallWords } from '../../src/notices/releases/shortfall-words.ts'

it.each<[GateShortfall, string]>([
  [
    { rule: 'too-few-passed', passed: 1, needed: 21_000, missing: 21_000 },
    '1 test passed; more than 21,000 must, so 21,000 are missing.',
  ],
  [
    { rule: 'too-few-passed', passed: 21_000, needed: 21_000, missing: 1 },
    '21,000 tests passed; more than 21,000 must, so 1 is missing.',
  ],
  [{ rule: 'failures', failed: 1, errored: 0 }, '1 test failed and 0 errored; none may.'],
  [{ rule: 'suite-errors', count: 2, first: 'grades' }, '2 suites broke as a whole, first "grades".'],
  [{ rule: 'suite-errors', count: 1, first: '' }, '1 suite broke as a whole.'],
])('a gate says by how much it was missed: %j', (shortfall, words) => {
  expect(shortfallWords(shortfall)).toBe(words)
})
