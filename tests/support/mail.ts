import { eventually } from './eventually.ts'

export type Address = { address: string; name: string }

/** A mail as the catcher's API gives it. */
export type Mail = {
  id: string
  /** The same in all of a thread. */
  subject: string
  /** What it tells: its first line. */
  news: string
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
    const mails = (await response.json()) as Omit<Mail, 'news'>[]
    return mails.map((mail) => ({ ...mail, news: mail.text?.split('\n')[0] ?? '' }))
  }
  const to = async (address: string) =>
    (await all()).filter((mail) => mail.to.some((recipient) => recipient.address === address))

  return {
    all,
    /** The mails to one address, in the order in which they were handed in. */
    to,
    /** The newest mail to the address that tells this in its subject or its first line, as soon as there is one. */
    waitFor: (address: string, telling: RegExp): Promise<Mail> =>
      eventually(`a mail like ${telling} to ${address}`, async () =>
        (await to(address)).findLast(({ subject, news }) => telling.test(subject) || telling.test(news)),
      ),
    /** The whole mail as it was handed in. */
    source: async (mail: Mail): Promise<string> => (await fetch(`${apiUrl}/${mail.id}/source`)).text(),
    attachment: async (mail: Mail, name: string): Promise<string> =>
      (await fetch(`${apiUrl}/${mail.id}/attachment/${encodeURIComponent(name)}`)).text(),
  }
}
