import type { SendOutcome } from '../../app/ports/delivery-ports.ts'
import { mailLane } from './limits.ts'
import { plainLine, shorten } from './plain-line.ts'

/** What nodemailer tells of a mail that was not accepted. */
export type SmtpFailure = {
  readonly message: string
  readonly code?: string | undefined
  readonly responseCode?: number | undefined
  readonly response?: string | undefined
  readonly command?: string | undefined
}

// Unknown user or host, bad address syntax, moved without a trace, domain without mail, mailbox closed (RFC 3463, 7505).
const goneMailbox = /\b5\.(1\.(1|2|3|6|10)|2\.1)\b/
const enhancedCode = /^\d{3}[ -]\d\.\d{1,3}\.\d{1,3}\b/
const overQuota = /\b5\.2\.2\b/

/**
 * What became of a mail.
 * @param handedOver whether the server may have taken the message: it was asked for, and at least a part of it left
 */
export function smtpOutcome(failure: SmtpFailure, handedOver: boolean): SendOutcome {
  const reason = shorten(plainLine(failure.message), 300)
  const reply = failure.responseCode
  if (reply === undefined || reply === 0) {
    if (failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE') return { kind: 'rejected', reason }
    return handedOver ? { kind: 'in-doubt', reason } : { kind: 'retry', reason, afterMs: null }
  }
  // The server has had enough of us for now, whomever the mail is for (RFC 5321, 3.8).
  if (reply === 421) return { kind: 'retry', reason, afterMs: null, closes: mailLane.key }
  // 503 says that the session was out of step, and EAUTH that our own account is: neither speaks of this mail.
  if (reply < 500 || reply === 503 || failure.code === 'EAUTH') return { kind: 'retry', reason, afterMs: null }
  if (overQuota.test(failure.response ?? '')) return { kind: 'retry', reason, afterMs: 3_600_000 }
  return { kind: isGone(failure, reply) ? 'gone' : 'rejected', reason }
}

function isGone({ command, response = '' }: SmtpFailure, reply: number): boolean {
  if (command === 'MAIL FROM') return false
  if (enhancedCode.test(response)) return goneMailbox.test(response.slice(0, 20))
  return command === 'RCPT TO' && [550, 551, 553].includes(reply)
}
