import type { Selectable } from 'kysely'
import type { HealthReport, Reports } from '../../../app/ports/ports.ts'
import { noProofKinds } from '../../../domain/findings/finding.ts'
import { executed } from '../../../domain/reports/health-report.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId, knownId, parseId } from '../plumbing/ids.ts'
import { toJson } from '../plumbing/json.ts'
import type { Tables } from '../tables/tables.ts'

export function makeReports(db: Connection): Reports {
  // Without the archive, which is read on demand only.
  const all = () =>
    db
      .selectFrom('health_reports')
      .select(['id', 'verification', 'client', 'release', 'tests', 'passed', 'failed', 'errored', 'skipped'])
      .select(['declared_tests', 'suites', 'suite_errors', 'problems', 'received_at', 'comparison'])
  const newestOf = (client: string) =>
    all().where('client', '=', client).where('verification', 'is not', null).orderBy('id', 'desc')
  const provenOf = (client: string, limit: number) =>
    newestOf(client)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('findings')
              .select('findings.id')
              .whereRef('findings.verification', '=', 'health_reports.verification')
              .where('findings.kind', 'in', noProofKinds)
              .where('findings.status', '<>', 'accepted'),
          ),
        ),
      )
      .limit(limit)
  const findAll: Reports['findAll'] = async (ids) => {
    const numbers = ids.flatMap((id) => parseId('H', id) ?? [])
    return numbers.length === 0 ? [] : (await all().where('id', 'in', numbers).execute()).map(toReport)
  }
  return {
    async insert(report, cases, update) {
      const { verification, client, release, summary, comparison, receivedAt } = report
      const { tests, passed, failed, errored, skipped } = summary.totals
      const { id } = await db
        .insertInto('health_reports')
        .values({
          client,
          release,
          tests,
          passed,
          failed,
          errored,
          skipped,
          received_at: receivedAt,
          verification: verification === null ? null : knownId('V', verification),
          checked_update: update === undefined ? null : knownId('U', update),
          declared_tests: summary.declaredTests,
          suites: toJson(summary.suites),
          suite_errors: toJson(summary.suiteErrors),
          problems: toJson(summary.problems),
          comparison: comparison && toJson(comparison),
          cases: Buffer.from(cases.buffer, cases.byteOffset, cases.byteLength),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return { ...report, id: formatId('H', id) }
    },
    find: async (id) => (await findAll([id]))[0] ?? null,
    findAll,
    async ofUpdate(update) {
      const number = parseId('U', update)
      if (number === null) return null
      const row = await all().where('checked_update', '=', number).executeTakeFirst()
      return row ? toReport(row) : null
    },
    async casesOf(id) {
      const number = parseId('H', id)
      if (number === null) return null
      const row = await db.selectFrom('health_reports').select('cases').where('id', '=', number).executeTakeFirst()
      return row?.cases ?? null
    },
    async lastExecuted(client) {
      // A report that proved nothing must not lower the bar for the next one.
      const row = await provenOf(client, 1).executeTakeFirst()
      return row ? executed(row) : null
    },
    provenOf: async (client, limit) => (await provenOf(client, limit).execute()).map(toReport),
    async latestOf(client) {
      const row = await newestOf(client).limit(1).executeTakeFirst()
      return row ? toReport(row) : null
    },
    async trendOf(client, report, limit) {
      const rows = await db
        .selectFrom('health_reports')
        .distinctOn('release')
        .select(['id', 'verification', 'release', 'received_at'])
        .select(['tests', 'passed', 'failed', 'errored', 'skipped'])
        .where('client', '=', client)
        .where('verification', 'is not', null)
        .where('id', '<=', knownId('H', report))
        .orderBy('release')
        .orderBy('id', 'desc')
        .execute()
      return rows
        .sort((a, b) => a.id - b.id)
        .slice(-limit)
        .map(({ id: _, verification, release, received_at: receivedAt, ...totals }) => ({
          verification: formatId('V', verification ?? 0),
          release,
          totals,
          receivedAt,
        }))
    },
  }
}

function toReport(row: Omit<Selectable<Tables['health_reports']>, 'cases' | 'checked_update'>): HealthReport {
  const { client, release, tests, passed, failed, errored, skipped, suites } = row
  return {
    id: formatId('H', row.id),
    verification: row.verification === null ? null : formatId('V', row.verification),
    client,
    release,
    summary: {
      totals: { tests, passed, failed, errored, skipped },
      suites,
      suiteErrors: row.suite_errors,
      declaredTests: row.declared_tests,
      problems: row.problems,
    },
    comparison: row.comparison,
    receivedAt: row.received_at,
  }
}
