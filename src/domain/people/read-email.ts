import { readUrl } from '../values/read-url.ts'
import { ok, type Result, refuse } from '../values/result.ts'

/** As SMTP takes them (RFC 5321, 4.5.3.1), in bytes. */
const longestLocal = 64
const longest = 254

/** What is no letter of any script and may stand in a local part without quotes (RFC 5322, 3.2.3, with RFC 6532 beyond ASCII). */
const local =
  /^(?:[a-z0-9!#$%&'*+/=?^_`{|}~-]|[^\p{ASCII}\p{C}\p{Z}])+(?:\.(?:[a-z0-9!#$%&'*+/=?^_`{|}~-]|[^\p{ASCII}\p{C}\p{Z}])+)*$/iu
const label = /^(?!-)(?:[a-z0-9-]|[^\p{ASCII}\p{C}\p{Z}])+(?<!-)$/iu
const form = 'write it as ada@example.org'

/**
 * Reads an e-mail address that somebody wrote, without the blanks around it. International ones are taken: `jörg@müller.example`
 * (RFC 6531, IDNA).
 * @returns it as it was written; or what is wrong: the rest of a sentence that begins with it
 */
export function readEmail(text: string): Result<string, string> {
  const email = text.normalize('NFC').replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')
  if (email.length > longest) return refuse(`is longer than ${longest} characters`)
  const at = email.lastIndexOf('@')
  const [name, domain] = [email.slice(0, Math.max(at, 0)), email.slice(at + 1)]
  const named = /<([^<>]+@[^<>]+)>$/.exec(email)?.[1] ?? /^mailto:(.+)$/i.exec(email)?.[1]
  if (named && readEmail(named).ok) return refuse(`is not an e-mail address: write ${named} alone`)
  if (!local.test(name) || plainDomain(domain) === null) return refuse(`is not an e-mail address: ${form}`)
  if (bytesOf(name) > longestLocal || bytesOf(mailboxOf(email)) > longest)
    return refuse('is longer than mail servers take: 64 bytes before the @, 254 in all')
  return ok(email)
}

/** @returns an address as mail servers take it: its domain in ASCII, `jörg@xn--mller-kva.example` */
export function smtpAddress(email: string): string {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  return `${email.slice(0, at)}@${plainDomain(domain) ?? domain}`
}

/** @returns the mailbox that an address names, the same for each way of writing it. */
export const mailboxOf = (email: string): string => smtpAddress(email).toLowerCase()

/** @returns a domain in ASCII (IDNA, as addresses on the web read it); null for what is none */
function plainDomain(domain: string): string | null {
  const labels = domain.replaceAll(/[。．｡]/g, '.').split('.')
  const last = labels.at(-1) ?? ''
  // An address of numbers is no domain, and the web would read some that way.
  if (labels.length < 2 || labels.some((one) => !label.test(one)) || /^\d+$/.test(last)) return null
  const host = readUrl(`http://${labels.join('.')}`)?.hostname ?? ''
  const isDomain = host.length <= 253 && host.split('.').every((one) => one.length > 0 && one.length <= 63)
  return isDomain && /^[a-z0-9.-]+$/.test(host) && !/^[\d.]+$/.test(host) ? host : null
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length
