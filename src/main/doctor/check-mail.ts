import { makeSmtpTransport } from '../../adapters/email/smtp-transport.ts'
import type { Config } from '../../config/config.ts'
import { type Check, fine, orWrong, passwordsIn, patience, warning } from './check.ts'

/** Whether the mail server greets us and lets us in; no mail is sent. */
export const checkMail = (mail: Config['mail']): Promise<Check> =>
  orWrong('mail', passwordsIn(mail?.url ?? ''), async () => {
    if (!mail) return warning('mail', 'SMTP_URL is not set: nobody gets mail')
    const transport = makeSmtpTransport({ url: mail.url, timeoutMs: patience })
    try {
      await transport.verify()
      return fine('mail', `${new URL(mail.url).host} takes mail from ${mail.from.address}`)
    } finally {
      transport.close()
    }
  })
