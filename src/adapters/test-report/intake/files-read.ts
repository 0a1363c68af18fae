import type { ReportFiles } from '../../../app/report-source.ts'
import { ReportRefused } from '../report-refusal.ts'
import { reportExtensions, shownName } from './entry-name.ts'

const keptNames = 20

/** Keeps count of the files that are read and of those that are passed over. */
export type FilesRead = {
  read(): void
  passOver(name: string): void
  /** @throws {ReportRefused} where no file was read at all */
  all(): ReportFiles
}

export function makeFilesRead(): FilesRead {
  let read = 0
  let passedOver = 0
  const names: string[] = []
  return {
    read() {
      read += 1
    },
    passOver(name) {
      passedOver += 1
      if (names.length < keptNames) names.push(shownName(name))
    },
    all() {
      if (read === 0) throw nothingRead(passedOver, names)
      return { read, passedOver, passedOverNames: names }
    },
  }
}

function nothingRead(passedOver: number, names: readonly string[]): ReportRefused {
  const endings = reportExtensions.map((extension) => `.${extension}`).join(', ')
  const found =
    passedOver === 0
      ? 'There is no file in what was handed in.'
      : `None of the ${passedOver} files that were handed in is a report by its name: ${names.slice(0, 5).join(', ')}${passedOver > 5 ? ' …' : ''}.`
  return new ReportRefused(
    'not-a-report',
    `${found} In folders and archives ${endings} are read, also with .gz behind them.`,
  )
}
