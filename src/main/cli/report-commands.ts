import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
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
      const stream = await openFile(file)
      const read = await readTestReport(stream, { onCase: () => undefined })
      if (!read.ok) throw new BadInput(`${file}: ${read.refusal.detail} (${read.refusal.code})`)
      const { tests, passed, failed, errored, skipped } = read.value.totals
      print(json, { tests, passed, failed, errored, skipped }, countWords(read.value.totals))
    })
}

/** Opened before it is read, so that a name that is wrong is not taken for a report that breaks off. */
async function openFile(file: string): Promise<Readable> {
  try {
    const handle = await open(file)
    const stats = await handle.stat()
    if (!stats.isDirectory()) return handle.createReadStream({ highWaterMark: 64 * 1024 })
    await handle.close()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new BadInput(`${file}: there is no such file`)
    if (code === 'EACCES') throw new BadInput(`${file}: you may not read it`)
    throw error
  }
  throw new BadInput(`${file}: is a directory, not a report`)
}
