import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import { readTestReport } from '../../adapters/test-report/read-test-report.ts'
import { countWords } from '../../notices/words.ts'
import { BadInput, print } from './outcome.ts'

/** `zerotouch report …` */
export function addReportCommands(program: Command): void {
  const report = program.command('report').description('test reports')
  report
    .command('inspect <file>')
    .description('count a test report (JUnit XML or CTRF JSON, gzipped or not) without storing it')
    .option('--json', 'print one JSON line')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const read = await readTestReport(createReadStream(file, { highWaterMark: 64 * 1024 }), {
        onCase: () => undefined,
      }).catch((error: unknown) => {
        throw isUnreadable(error) ? new BadInput(`${file} cannot be read: ${error.code}`) : error
      })
      if (!read.ok) throw new BadInput(`${file}: ${read.refusal.detail} (${read.refusal.code})`)
      const { tests, passed, failed, errored, skipped } = read.value.totals
      print(json, { tests, passed, failed, errored, skipped }, countWords(read.value.totals))
    })
}

const isUnreadable = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  'code' in error &&
  ['ENOENT', 'EISDIR', 'EACCES', 'ENOTDIR'].includes(String(error.code))
