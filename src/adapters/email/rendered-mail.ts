import type { Letter } from '../../notices/card/letter.ts'

/** A mail as its readers see it; who gets it and in which thread is the sender's. */
export type RenderedMail = {
  /** One line, at most 150 characters. */
  readonly subject: string
  /** Reads like a letter. */
  readonly text: string
  readonly html: string
  readonly attachments: readonly MailAttachment[]
}

export type MailAttachment = {
  readonly filename: string
  /** The media type with its parameters, e.g. `text/calendar; method=REQUEST`. */
  readonly contentType: string
  readonly content: string
}

export type RenderMailOptions = {
  /** What is typed in chat before a verb, e.g. `/update`. */
  readonly command: string
  /** The names of a verb's arguments in the order in which they are typed. */
  readonly parametersOf: (verb: string) => readonly string[]
  /** Who writes, e.g. `Zerotouch`; stands under the letter. */
  readonly signature: string
  readonly letter?: Letter | null
  /** Whom to ask, e.g. `support@vendor.example or https://vendor.example/help`; null where nobody is named. */
  readonly contact?: string | null
}
