import { visibleText } from '../../../notices/card/visible-text.ts'
import { cutLine, wellFormed } from '../input/case-text.ts'
import type { ReportLimits } from '../report-limits.ts'
import { ReportRefused } from '../report-refusal.ts'

/** In folders and archives these are read, also with `.gz` behind them. */
export const reportExtensions = ['xml', 'json', 'trx', 'tap', 'ndjson'] as const

const readable = new RegExp(`\\.(?:${reportExtensions.join('|')})(?:\\.gz)?$`, 'i')
const archive = /\.(?:zip|tar|tgz|tbz2?|txz|7z|rar)$|\.tar\.\w{1,5}$/i
/** What macOS writes beside a file: no file of its own, whatever its name ends in. */
const shadow = /(?:^|\/)(?:__MACOSX\/|\._)/

/** What a file that was come upon in a folder or an archive is, by its name. */
export function kindOf(name: string): 'report' | 'archive' | 'other' {
  if (shadow.test(name)) return 'other'
  if (archive.test(name)) return 'archive'
  return readable.test(name) ? 'report' : 'other'
}

/** @returns a stranger's name for a file, harmless to look at and not long */
export const shownName = (name: string): string => cutLine(visibleText(wellFormed(name).replaceAll(/\s+/g, ' ')), 200)

/** @returns the name of a file in something that has a name, or has none */
export const nameIn = (outer: string, name: string): string => (outer === '' ? name : `${outer}/${name}`)

export type EntryNames = {
  /**
   * @returns a name as it is shown, without what says nothing: `./a//b` is `a/b`
   * @throws {ReportRefused} for a name that leads out of the archive or is too deep, and for a file that came before
   */
  check(raw: string, kind: 'file' | 'folder'): string
}

/** Checks the names in one archive, as they come. */
export function makeEntryNames(limits: ReportLimits): EntryNames {
  const seen = new Set<string>()
  const check: EntryNames['check'] = (raw, kind) => {
    const name = raw.replaceAll('\\', '/')
    if (/^\/|^[A-Za-z]:|\0/.test(name)) throw outside(raw)
    const steps = name.split('/').filter((step) => step !== '' && step !== '.')
    if (steps.includes('..')) throw outside(raw)
    if (steps.length > limits.folders) throw tooDeep(raw, limits.folders)
    const plain = steps.join('/')
    if (kind === 'folder') return plain
    if (plain === '') throw new ReportRefused('bad-archive', 'The archive has a file without a name. Pack it anew.')
    const key = plain.normalize('NFC')
    if (seen.has(key)) {
      const detail = 'The archive has two files of this name, and nobody can tell which one counts. Pack it anew.'
      throw new ReportRefused('bad-archive', detail, shownName(raw))
    }
    seen.add(key)
    return plain
  }
  return { check }
}

export const tooDeep = (name: string, limit: number): ReportRefused =>
  new ReportRefused(
    'too-deep',
    `A file lies in more than ${limit} folders. Hand in the folder with the reports alone.`,
    shownName(name),
  )

const outside = (name: string): ReportRefused =>
  new ReportRefused(
    'hostile',
    'The name of a file leads out of the archive. Pack it with names that begin in its own folder.',
    shownName(name),
  )
