import { z } from '@hono/zod-openapi'
import { readEmail } from '../../../../domain/people/read-email.ts'
import { freeText } from '../../../../domain/values/free-text.ts'
import { readUrl } from '../../../../domain/values/read-url.ts'

/** Characters that reorder the text around them, so that it reads as something else (Unicode 16, UAX #9, 2.1 and 2.2). */
const reordering = /[\u202a-\u202e\u2066-\u2069]/
const loneSurrogate = /\p{Surrogate}/u

const orderly = <Schema extends z.ZodString>(schema: Schema): Schema =>
  schema
    .refine((text) => !reordering.test(text), {
      error: 'has a character that turns the direction of the text',
    })
    .refine((text) => !loneSurrogate.test(text), { error: 'has half a character' })

/** One line of text with something to see in it: a name, a label. */
export const line = (most: number) =>
  orderly(z.string().trim().max(most))
    .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), {
      error: 'has a line break or another control character',
    })
    .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text), { error: 'is empty' })

/** Some sentences, perhaps in several lines. */
export const prose = (most: number) =>
  orderly(z.string().trim().max(most))
    .refine((text) => !/(?![\n\r\t\u0085])\p{Cc}/u.test(text), { error: 'has a control character' })
    .overwrite(freeText)
    .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text), { error: 'is empty' })

/** A name that another system gave: a workspace, a channel, a user, a tenant. */
export const foreignId = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')

export const email = z
  .string()
  .transform((text, ctx) => {
    const read = readEmail(text)
    if (read.ok) return read.value
    ctx.addIssue({ code: 'custom', message: read.refusal })
    return z.NEVER
  })
  .openapi({ type: 'string', format: 'idn-email', maxLength: 254 })

/** An address that people can be sent to: http or https, without a name and password in it. */
export const webAddress = z
  .string()
  .max(2_000)
  .refine(isWebAddress, { error: 'must be an http or https address' })
  .openapi({ format: 'uri' })

function isWebAddress(text: string): boolean {
  // URL would quietly drop line breaks and turn spaces and backslashes into something else.
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(text) || reordering.test(text)) return false
  const url = readUrl(text)
  return url?.username === '' && url.password === '' && isHost(url.hostname)
}

/**
 * A host as the DNS or an IP address writes it. The URL standard allows more (`*`, `;`, `'`), which means something where
 * an address is read by others: in a security policy, in a header, in a chat's own markup.
 */
const isHost = (hostname: string): boolean =>
  /^(?:\[[0-9a-f:.]+\]|(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?)$/.test(
    hostname,
  )
