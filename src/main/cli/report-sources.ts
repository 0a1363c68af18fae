import { stat } from 'node:fs/promises'
import { filesOfFolder } from '../../adapters/test-report/intake/folder/files-of-folder.ts'
import type { ReceivedReport, ReportSource, UnreadReport } from '../../app/ports/report-source.ts'
import { readExitCode } from '../../domain/reports/exit-code.ts'
import { withExitCode } from '../../domain/reports/report-problem.ts'
import { counted } from '../../notices/words/words.ts'
import { BadInput } from './outcome.ts'
import { openFile } from './read-file.ts'

export const whatToName = 'files, folders and archives (ZIP, tar, tar.gz) of one report; - is the standard input'

/** What names on a command line stand for, in their order; a folder is looked through by name. */
export async function* sourcesOf(names: readonly string[]): AsyncGenerator<ReportSource> {
  if (names.filter((name) => name === '-').length > 1) throw new BadInput('-: the standard input can be read only once')
  for (const name of names) {
    if (name === '-') yield { name: 'standard input', body: process.stdin }
    else if (await isFolder(name)) yield* filesOfFolder(name, name.replace(/\/+$/, ''))
    else yield { name, body: await openFile(name) }
  }
}

const isFolder = (name: string): Promise<boolean> =>
  stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** Reads all the files of one report to their end, as they are taken in. */
export async function readReportFiles(names: readonly string[], exitCode: number | null): Promise<ReceivedReport> {
  const { readReceivedReport } = await import('../read-received-report.ts')
  const read = await readReceivedReport(sourcesOf(names))
  if (!read.ok) throw unread(names, read.refusal)
  return { ...read.value, summary: withExitCode(read.value.summary, exitCode) }
}

export const unread = (names: readonly string[], { file, detail, code }: UnreadReport): BadInput =>
  new BadInput(`${file || names.join(', ')}: ${detail} (${code})`)

/** @returns what was left out, a sentence for each kind: files that are no reports by name, cases told twice */
export function leftOutWords({ files }: Pick<ReceivedReport, 'files'>): string[] {
  const { passedOver, passedOverNames, repeated } = files
  const more = passedOver > passedOverNames.length ? ' and others' : ''
  const words: string[] = []
  if (passedOver > 0) words.push(`passed over ${counted(passedOver, 'file')}: ${passedOverNames.join(', ')}${more}`)
  if (repeated) {
    const cases = `${counted(repeated.cases, 'case')} that ${repeated.cases === 1 ? 'stands' : 'stand'}`
    words.push(`left out ${cases} in several files: ${repeated.names.join(', ')}`)
  }
  return words
}

/** The same for `--json`; nothing when nothing was. */
export const leftOutValue = ({ files }: Pick<ReceivedReport, 'files'>): object => ({
  ...(files.passedOver > 0 && { passedOver: { count: files.passedOver, names: files.passedOverNames } }),
  ...(files.repeated && { repeated: files.repeated }),
})

/** Reads `--exit-code`: what the test runner ended with. */
export function exitCodeOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const code = readExitCode(text)
  if (code === null)
    throw new BadInput(`--exit-code: ${text.slice(0, 40)} is no exit code; it is a whole number, such as $?`)
  return code
}
