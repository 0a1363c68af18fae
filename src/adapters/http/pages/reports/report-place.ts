import type { Reader } from '../../../../domain/people/reader.ts'

/** Where a report is shown: its address, who reads, and which verification of all that the reader may see. */
export type ReportPlace = {
  readonly base: string
  /** What the address alone shows. */
  readonly subject: string | null
  readonly verification: string
  readonly reader: Reader
}

/** @returns the address of a page below the report's, of the same verification unless another is named */
export function hrefIn(
  { base, subject, verification }: ReportPlace,
  path = '',
  query: Readonly<Record<string, string>> = {},
  of = verification,
): string {
  const all = new URLSearchParams({ ...query, ...(of !== subject && { verification: of }) })
  return `${base}${path}${all.size > 0 ? `?${all}` : ''}`
}
