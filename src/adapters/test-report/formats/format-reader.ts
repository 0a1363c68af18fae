/**
 * Reads one file of a report from consecutive pieces of text, of 64 KB or so each, and tells what it finds to the tally
 * that it was made with. Both calls throw `ReportRefused`.
 */
export type FormatReader = {
  write(piece: string): void
  /** The file has come to its end; a reader for which it came too early refuses it as truncated. */
  end(): void
}
