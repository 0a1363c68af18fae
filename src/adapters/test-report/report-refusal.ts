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
  | 'too-deep'
  | 'bad-gzip'

/** `detail` is one or two sentences that say what is wrong and what to do about it. */
export type ReportRefusal = { readonly code: ReportRefusalCode; readonly detail: string }

/** Carries a refusal out of a parser's callback; it never leaves this folder. */
export class ReportRefused extends Error {
  readonly refusal: ReportRefusal
  constructor(code: ReportRefusalCode, detail: string) {
    super(detail)
    this.name = 'ReportRefused'
    this.refusal = { code, detail }
  }
}
