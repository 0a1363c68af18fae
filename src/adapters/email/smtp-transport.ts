import nodemailer from 'nodemailer'
import { limits } from './limits.ts'

export type MailTransport = ReturnType<typeof makeSmtpTransport>

/**
 * A few kept connections to the vendor's mail server.
 * @param url e.g. `smtps://user:password@mail.example:465` or `smtp://127.0.0.1:1025`
 * @param timeoutMs how long the server may stay silent at any step
 */
export const makeSmtpTransport = ({ url, timeoutMs = 20_000 }: { readonly url: string; readonly timeoutMs?: number }) =>
  nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: limits.connections,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // The pool sends again by itself only what was surely not handed over; the ledger does the rest.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
