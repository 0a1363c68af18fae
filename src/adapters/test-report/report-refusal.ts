/** Why a body was not taken as a test report. Nothing of a refused report may be kept. */
export type ReportRefusalCode =
  | 'too-large'
  | 'not-a-report'
  | 'truncated'
  | 'malformed'
  | 'hostile'
  | 'doctype'
  | 'bad-encoding'
  | 'too-many-cases'
  | 'too-many-files'
  | 'too-deep'
  | 'bad-gzip'
  | 'bad-archive'

/**
 * `detail` is one or two sentences that say what is wrong and what to do about it. `file` is the name of the file that is
 * to blame, harmless to look at; empty where it has none.
 */
export type ReportRefusal = {
  readonly code: ReportRefusalCode
  readonly detail: string
  readonly file: string
}

/** Carries a refusal out of a parser's callback; it never leaves this folder. */
export class ReportRefused extends Error {
  readonly refusal: ReportRefusal
  constructor(code: ReportRefusalCode, detail: string, file = '') {
    super(detail)
    this.name = 'ReportRefused'
    this.refusal = { code, detail, file }
  }
}

/** @returns the same refusal, blamed on a file unless it names one already; anything else as it is */
export function blamedOn(file: string, error: unknown): unknown {
  if (!(error instanceof ReportRefused) || error.refusal.file !== '' || file === '') return error
  return new ReportRefused(error.refusal.code, error.refusal.detail, file)
}

/** @returns the same refusal, its file named as the archive's in which it lies; anything else as it is */
export function blamedWithin(nameOf: (file: string) => string, error: unknown): unknown {
  if (!(error instanceof ReportRefused) || error.refusal.file === '') return error
  const { code, detail, file } = error.refusal
  return new ReportRefused(code, detail, nameOf(file))
}
