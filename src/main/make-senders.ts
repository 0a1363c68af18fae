import type { Registry } from '../../commands/command/run-command.ts'
import { makeMailSender } from '../adapters/email/mail-sender.ts'
import { makeSmtpTransport } from '../adapters/email/smtp-transport.ts'
import { makeInboxSender } from '../adapters/in-app/inbox-sender.ts'
import { makeWebhookSender } from '../adapters/in-app/webhook-sender.ts'
import { makeWebClients } from '../adapters/slack/clients/web-clients.ts'
import { makeSlackSender } from '../adapters/slack/sending/sender.ts'
import type { InboxWriter, Sender } from '../app/ports/delivery-ports.ts'
import type { Clock, Logger } from '../app/ports/ports.ts'
import type { SenderFor } from '../app/sending/judge.ts'
import type { Config } from '../config/config.ts'

export type Senders = { readonly senderFor: SenderFor; close(): void }

type Parts = {
  readonly registry: Registry
  readonly inbox: InboxWriter
  readonly teams: Sender | null
  readonly clock: Clock
  readonly logger: Logger
}

/** One sender for each kind of place that this installation reaches. */
export function makeSenders(config: Config, { registry, inbox, teams, clock, logger }: Parts): Senders {
  const inApp = makeInboxSender(inbox, clock)
  const webhook = makeWebhookSender({ clock, allowLoopback: config.webhookLoopback })
  const slack = slackSender(config, logger)
  const mail = mailSender(config, registry)
  return {
    senderFor: (address) => {
      if (address.kind === 'inbox') return inApp
      if (address.kind === 'webhook') return webhook
      if (address.kind === 'mailbox') return mail?.sender ?? null
      return address.platform === 'slack' ? slack : teams
    },
    close: () => mail?.transport.close(),
  }
}

export const botTokenOf =
  (config: Config) =>
  (workspace: string): string | null =>
    config.slack?.tokens.get(workspace) ?? null

/** Ends every Message-ID and every calendar UID; where no mail is sent, only the calendars of the pages have it. */
export const mailDomainOf = ({ mail }: Config): string =>
  mail ? mail.from.address.slice(mail.from.address.lastIndexOf('@') + 1) : 'localhost'

function slackSender(config: Config, logger: Logger): Sender | null {
  if (!config.slack) return null
  const { apiUrl } = config.slack
  return makeSlackSender(makeWebClients({ botToken: botTokenOf(config), logger, ...(apiUrl && { apiUrl }) }))
}

function mailSender(config: Config, registry: Registry) {
  if (!config.mail) return null
  const { url, from } = config.mail
  const transport = makeSmtpTransport({ url })
  const sender = makeMailSender({
    transport,
    from,
    domain: mailDomainOf(config),
    contact: config.contact,
    command: config.slash,
    parametersOf: (verb) => registry.get(verb)?.parameters ?? [],
  })
  return { sender, transport }
}
