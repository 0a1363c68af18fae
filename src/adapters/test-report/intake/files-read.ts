import type { ReportFiles } from '../../../app/ports/report-source.ts'
import { ReportRefused } from '../report-refusal.ts'
import { reportExtensions, shownName } from './entry-name.ts'

const keptNames = 20

/** Keeps count of the files that are read and of those that are passed over. */
export type FilesRead = {
  read(): void
  passOver(name: string): void
  /**
   * Something that holds files begins. What comes back is called at its end.
   * @throws {ReportRefused} then, where no file of it was read: a shard that left nothing is no proof
   */
  begin(): () => void
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
    begin() {
      const before = { read, passedOver, named: names.length }
      return () => {
        if (read === before.read) throw nothingRead(passedOver - before.passedOver, names.slice(before.named))
      }
    },
    all() {
      if (read === 0) throw nothingRead(passedOver, names)
      return { read, passedOver, passedOverNames: names }
    },
  }
}

/** @param names the first of those that were passed over; none where others before them were many */
export function nothingRead(passedOver: number, names: readonly string[]): ReportRefused {
  const endings = reportExtensions.map((extension) => `.${extension}`).join(', ')
  const first = names.slice(0, 5).join(', ')
  const listed = `${first === '' ? '' : `: ${first}`}${passedOver > 5 ? ' …' : ''}`
  const found =
    passedOver === 0
      ? 'There is no file in what was handed in.'
      : passedOver === 1
        ? `The one file that was handed in is no report by its name${listed}.`
        : `None of the ${passedOver} files that were handed in is a report by its name${listed}.`
  return new ReportRefused(
    'not-a-report',
    `${found} In folders and archives ${endings} are read, also with .gz behind them.`,
  )
}
