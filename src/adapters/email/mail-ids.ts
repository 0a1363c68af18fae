import { createHash } from 'node:crypto'

/** The Message-ID of a delivery: the same however often it is sent, so that a reader's mailbox can tell. */
export const messageIdOf = (delivery: string, domain: string): string => `<delivery.${atom(delivery)}@${domain}>`

/** What all mails about one standing matter refer to; no mail has this id itself. */
export const threadIdOf = (standing: string, domain: string): string => `<thread.${digest(standing)}@${domain}>`

const atom = (text: string): string => (/^[A-Za-z0-9_-]{1,100}$/.test(text) ? text : digest(text))
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
