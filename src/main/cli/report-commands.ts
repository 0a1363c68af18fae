import type { Command } from 'commander'
import { readTestReport } from '../../adapters/test-report/read-test-report.ts'
import type { Declared } from '../../adapters/test-report/tally/declared.ts'
import type { App } from '../../app/use-cases/app.ts'
import { shortcomingsOf, withExitCode } from '../../domain/reports/report-problem.ts'
import { visibleText } from '../../notices/card/visible-text.ts'
import { counted, countWords, number } from '../../notices/words/words.ts'
import { asOption, type ByOperator, operatorAtCli } from './operator.ts'
import { BadInput, print } from './outcome.ts'
import {
  exitCodeOf,
  leftOutValue,
  leftOutWords,
  readReportFiles,
  sourcesOf,
  unread,
  whatToName,
} from './report-sources.ts'
import { withApp } from './with-app.ts'

/** `zerotouch report …` */
export function addReportCommands(program: Command): void {
  const report = program.command('report').description('test reports')
  report
    .command('inspect <source...>')
    .description(`count a test report without storing it; exit 1 when it is no proof. It comes in ${whatToName}`)
    .option('--exit-code <number>', 'what its test runner ended with')
    .option('--json', 'print one JSON line')
    .action(inspect)
  report
    .command('upload <source...>')
    .description(`hand in the health report of a client’s copy, in ${whatToName}`)
    .option('--verification <id>', 'which verification it answers, such as V-12')
    .option('--client <client>', 'or the one of this client')
    .option('--release <version>', 'for this release')
    .option('--exit-code <number>', 'what its test runner ended with')
    .option(...asOption)
    .option('--json', 'print one JSON line')
    .action(upload)
}

type Inspect = { readonly exitCode?: string; readonly json?: boolean }

async function inspect(sources: readonly string[], { exitCode, json }: Inspect): Promise<void> {
  const code = exitCodeOf(exitCode)
  const read = await readTestReport(sourcesOf(sources), { onCase: () => undefined })
  if (!read.ok) throw unread(sources, read.refusal)
  const summary = withExitCode(read.value.summary, code)
  const { tests, passed, failed, errored, skipped } = summary.totals
  const problems = shortcomingsOf(summary)
  const words = [
    [countWords(summary.totals), ...declaredWords(read.value.declared)].join('; '),
    ...problems.map(({ kind, detail }) => `${kind}: ${visibleText(detail).replaceAll(/\s+/g, ' ')}`),
    ...leftOutWords(read.value),
  ]
  const value = { tests, passed, failed, errored, skipped, problems, ...leftOutValue(read.value) }
  print(json, value, words.join('\n'))
  if (problems.length > 0) process.exitCode = 1
}

/** @returns what the report says of itself, each count that it tells, also where it is 0; empty where it tells none */
function declaredWords({ tests, bad, skipped }: Declared): string[] {
  const told = [
    tests === null ? [] : [counted(tests, 'test')],
    bad === null ? [] : [counted(bad, 'failure or error', 'failures and errors')],
    skipped === null ? [] : [`${number(skipped)} skipped`],
  ].flat()
  return told.length === 0 ? [] : [`it declares ${told.join(', ')}`]
}

type Upload = ByOperator & {
  readonly verification?: string
  readonly client?: string
  readonly release?: string
  readonly exitCode?: string
  readonly json?: boolean
}

async function upload(sources: readonly string[], options: Upload): Promise<void> {
  if (!options.verification && !(options.client && options.release))
    throw new BadInput('--verification: name it, or --client and --release')
  const actor = operatorAtCli(options)
  const report = await readReportFiles(sources, exitCodeOf(options.exitCode))
  const { verification, findings } = await withApp(async (app) => {
    const received = await app.receiveReport(await verificationOf(app, options), report, null, actor)
    if (received.ok) return received.value
    const { code, detail } = received.refusal
    throw code === 'unknown-verification' ? new BadInput(detail) : new Error(detail)
  })
  const { id, client, release, status } = verification
  const totals = report.summary.totals
  const value = {
    verification: id,
    client,
    release,
    status,
    ...totals,
    findings: findings.map((one) => one.id),
    ...leftOutValue(report),
  }
  const told = `${id} of ${client} is ${status}: ${countWords(totals)}; ${counted(findings.length, 'finding')}`
  print(options.json, value, [told, ...leftOutWords(report)].join('\n'))
}

async function verificationOf(app: App, { verification, client = '', release = '' }: Upload): Promise<string> {
  if (verification) return verification
  const { items } = await app.listVerifications({ client, release }, { after: null, limit: 50 })
  const current = items.find(({ status }) => status !== 'obsolete')
  if (!current) throw new BadInput(`${client} has no verification for release ${release}`)
  return current.id
}
