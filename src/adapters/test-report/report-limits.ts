/** What a report may take up, over all its files. Sizes are bytes where they count a body, else UTF-16 code units. */
export type ReportLimits = {
  /** Bytes of what came, packed, and of its files, unpacked. */
  readonly bytes: number
  /** Files and folders in it, whether they are read or not. */
  readonly files: number
  /** Folders inside one another. */
  readonly folders: number
  /** How many times its packed size a file of a ZIP archive may take up. */
  readonly ratio: number
  readonly cases: number
  readonly suites: number
  /** Elements, or JSON objects and arrays, inside one another. */
  readonly depth: number
  /** One start tag with all its attributes, or one JSON key; also all that may precede the root element. */
  readonly tag: number
  /** A case's or a suite's name; longer ones are cut. */
  readonly name: number
  /** A case's one-line message; longer ones are cut. */
  readonly message: number
  /** A case's output; longer ones are cut. */
  readonly output: number
  /** Suite-level errors kept one by one; the rest is kept as a number. */
  readonly suiteErrors: number
}

const mebibyte = 1024 * 1024

export const defaultLimits: ReportLimits = {
  bytes: 64 * mebibyte,
  files: 10_000,
  folders: 64,
  ratio: 500,
  cases: 1_000_000,
  suites: 50_000,
  depth: 64,
  tag: mebibyte,
  name: 500,
  message: 1_000,
  output: 8 * 1024,
  suiteErrors: 100,
}
