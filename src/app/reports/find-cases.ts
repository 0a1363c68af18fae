import { setImmediate } from 'node:timers/promises'
import type { TestCase } from '../../domain/reports/health-report.ts'
import type { Ports } from '../ports/ports.ts'
import type { CaseFound, CasesFound, CaseWish, ReportReads } from '../use-cases/report-reads.ts'
import { caseFor, seenArchive } from '../verifications/see-report.ts'

export const casesPerPage = 100

/** So many cases are looked at before others are let on: some 5 ms. */
const casesAtOnce = 4096

/** Goes through the archive once, so that nothing of a report needs to be kept in memory or indexed. */
export const makeFindCases =
  (ports: Ports): ReportReads['findCases'] =>
  async (id, wish, reader) => {
    const found = await ports.inTransaction((tx) => seenArchive(tx, id, reader))
    if (!found) return null
    const isExact = found.report.summary.suites.some(({ suite }) => suite === wish.suite)
    const matches = matcher(wish, isExact)
    const page = await pageOf(ports.readCases(found.archive), matches, wish.page)
    return { ...page, cases: page.cases.map((one) => ({ ...one, testCase: caseFor(one.testCase, reader) })) }
  }

export const makeReadCase =
  (ports: Ports): ReportReads['readCase'] =>
  async (id, index, reader) => {
    const found = await ports.inTransaction(async (tx) => {
      const seen = await seenArchive(tx, id, reader)
      const client = seen && (await tx.clients.find(seen.client))
      return seen && client && { ...seen, client }
    })
    if (!found) return null
    const { client, report, archive } = found
    let at = 0
    for (const testCase of ports.readCases(archive)) {
      if (at === index) return { client, release: report.release, index, testCase: caseFor(testCase, reader) }
      at += 1
    }
    return null
  }

function matcher({ outcome, suite, text }: CaseWish, isExact: boolean): (testCase: TestCase) => boolean {
  const words = text?.split(/\s+/).filter(Boolean).map(anyCase) ?? []
  const inSuite = suite === null ? null : anyCase(suite)
  return (testCase) => {
    if (outcome !== null && testCase.outcome !== outcome) return false
    if (inSuite !== null && !(isExact ? testCase.suite === suite : inSuite.test(testCase.suite))) return false
    return words.every((word) => word.test(testCase.name) || word.test(testCase.suite) || word.test(testCase.message))
  }
}

/** Finds a text in any case of letters without making a copy of what is searched. */
const anyCase = (text: string): RegExp => new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'i')

/** Keeps the page that was asked for and the last one before the end, since only the end tells which it will be. */
async function pageOf(
  cases: Iterable<TestCase>,
  matches: (testCase: TestCase) => boolean,
  wanted: number,
): Promise<CasesFound> {
  let index = 0
  let matching = 0
  let shown: CaseFound[] = []
  for (const testCase of cases) {
    if (matches(testCase)) {
      const page = Math.floor(matching / casesPerPage) + 1
      if (page <= wanted) {
        if (matching % casesPerPage === 0) shown = []
        shown.push({ index, testCase })
      }
      matching += 1
    }
    index += 1
    if (index % casesAtOnce === 0) await setImmediate()
  }
  const pages = Math.max(1, Math.ceil(matching / casesPerPage))
  return { cases: shown, matching, page: Math.min(wanted, pages), pages }
}
