import { eventually } from './eventually.ts'

export type Address = { address: string; name: string }

/** A mail as the catcher's API gives it. */
export type Mail = {
  id: string
  subject: string
  from: Address[]
  to: Address[]
  text?: string
  html?: string
  headers: Record<string, string>
  date: string
  /** Whom it was handed in for; empty addresses after a restart of the catcher. */
  envelope: { to: { address: string }[] }
  attachments: { fileName: string; generatedFileName: string; contentType: string }[] | null
}

export type Mailbox = ReturnType<typeof mailbox>

/** Reads what the catcher has caught. */
export function mailbox(apiUrl: string) {
  const all = async (): Promise<Mail[]> => {
    const response = await fetch(apiUrl)
    if (!response.ok) throw new Error(`${apiUrl}: ${response.status}`)
    return (await response.json()) as Mail[]
  }
  const to = async (address: string) =>
    (await all()).filter((mail) => mail.to.some((recipient) => recipient.address === address))

  return {
    all,
    /** The mails to one address, in the order in which they were handed in. */
    to,
    /** The newest mail to the address whose subject fits, as soon as there is one. */
    waitFor: (address: string, subject: RegExp): Promise<Mail> =>
      eventually(`a mail like ${subject} to ${address}`, async () =>
        (await to(address)).findLast((mail) => subject.test(mail.subject)),
      ),
    /** The whole mail as it was handed in. */
    source: async (mail: Mail): Promise<string> => (await fetch(`${apiUrl}/${mail.id}/source`)).text(),
    attachment: async (mail: Mail, name: string): Promise<string> =>
      (await fetch(`${apiUrl}/${mail.id}/attachment/${encodeURIComponent(name)}`)).text(),
  }
}
