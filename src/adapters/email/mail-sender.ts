import type { Readable } from 'node:stream'
import type { Outgoing, Sender, SendOutcome } from '../../app/ports/delivery-ports.ts'
import { smtpAddress } from '../../domain/people/read-email.ts'
import type { Letter } from '../../notices/card/letter.ts'
import { mailLane } from './limits.ts'
import { messageIdOf, threadIdOf } from './mail-ids.ts'
import { plainLine } from './plain-line.ts'
import { type Invitation, renderCalendarFile, renderInvitation } from './render-calendar.ts'
import { renderMail } from './render-mail.ts'
import type { RenderMailOptions } from './rendered-mail.ts'
import { safeLink } from './safe-link.ts'
import { type SmtpFailure, smtpOutcome } from './smtp-outcome.ts'
import type { MailTransport } from './smtp-transport.ts'

export type MailSenderOptions = Omit<RenderMailOptions, 'signature' | 'letter'> & {
  readonly transport: MailTransport
  /** Who writes. */
  readonly from: { readonly name: string; readonly address: string }
  /** The right-hand side of our Message-IDs; never changed, or threads break. */
  readonly domain: string
  /** The longest that one mail may take, from the first word to the last. */
  readonly timeoutMs?: number
}

// One mailbox, without anything that a header or an SMTP command could take for more.
const mailbox = /^[^\s"(),:;<>@[\\\]]+@[^\s"(),:;<>@[\\\]]+$/

/** Sends a card as a mail: one delivery, one Message-ID, and one thread for everything about the same matter. */
export function makeMailSender({
  transport,
  from,
  domain,
  timeoutMs = 60_000,
  ...rendering
}: MailSenderOptions): Sender {
  const messages = new Map<string, Readable>()
  transport.use('stream', (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message)
    // Nobody reads the message before the server has said that it takes one.
    mail.message.createReadStream = (options) => {
      const message = create(options)
      messages.set(mail.message.messageId(), message)
      return message
    }
    done()
  })

  return {
    async send({ delivery, place, card, standing, calendar, letter }: Outgoing): Promise<SendOutcome> {
      const { address } = place
      if (address.kind !== 'mailbox') return { kind: 'rejected', reason: 'not a mailbox' }
      if (!mailbox.test(address.email)) return { kind: 'rejected', reason: 'not a mail address' }
      const { subject, text, html, attachments } = renderMail(card, {
        ...rendering,
        signature: from.name,
        letter: letter ?? null,
      })
      const messageId = messageIdOf(delivery, domain)
      const to = { name: plainLine(address.name), address: smtpAddress(address.email) }
      const invitation = calendar && renderInvitation(calendar.production, { from, to, domain })
      const file = calendar && renderCalendarFile(calendar, domain)
      const thread = standing === null ? {} : inThread(threadIdOf(standing, domain))
      try {
        await transport.sendMail({
          messageId,
          ...thread,
          from,
          to,
          subject,
          text,
          html,
          // What a mailbox takes in by itself, and what its owner may take in: `icalEvent` would make one file of both.
          alternatives: invitation ? [{ contentType: calendarType(invitation), content: invitation.content }] : [],
          attachments: file ? [...attachments, calendarFile(file)] : [...attachments],
          // Nothing answers by itself to a mail that says so (RFC 3834; the second is Exchange's own).
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            ...listHeaders(letter ?? null, { name: from.name, domain }),
          },
          signal: AbortSignal.timeout(timeoutMs),
        })
        return { kind: 'sent', message: { messageId } }
      } catch (error) {
        return smtpOutcome(error as SmtpFailure, messages.get(messageId)?.readableDidRead ?? false)
      } finally {
        messages.delete(messageId)
      }
    },
    lanes: () => [mailLane],
    // Nobody can look into a mailbox, and a mail that never came is worse than one that came twice under one
    // Message-ID: so one that is in doubt is sent again.
    find: async () => ({ kind: 'absent' }),
  }
}

/**
 * By which mailboxes know the list (RFC 2919) and let their owner leave it with one click (RFC 2369, RFC 8058). One click is
 * promised for https alone, as the standard asks.
 */
function listHeaders(letter: Letter | null, list: { readonly name: string; readonly domain: string }) {
  const url = letter?.stop && safeLink(letter.stop.url)
  return {
    'List-Id': `${plainLine(list.name).replaceAll(/[<>"]/g, '')} <updates.${list.domain}>`,
    ...(url && { 'List-Unsubscribe': `<${url}>` }),
    ...(url?.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  }
}

const calendarType = ({ method }: Invitation): string => `text/calendar; charset=utf-8; method=${method}`

const calendarFile = (content: string) => ({
  filename: 'updates.ics',
  contentType: 'text/calendar; charset=utf-8',
  content,
})

const inThread = (thread: string) => ({ inReplyTo: thread, references: thread })
