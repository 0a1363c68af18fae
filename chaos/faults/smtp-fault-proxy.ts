import { connect, createServer, type Socket } from 'node:net'
import { type Door, openDoor } from '../door.ts'
import type { ClientsFate } from '../fakes/fake-smtp.ts'
import { type FaultPlan, type SmtpFault, smtpFaults } from './fault-plan.ts'
import type { SeededRandom } from './seeded-random.ts'

/** A client that ends without a word so soon after its mail was accepted may not have noted it. */
const killedWithin = 3_000
const hangsFor = 6_000
const endOfMail = '\r\n.\r\n'

type Visit = { answerLost: boolean; endedAt: number | null; saidGoodbye: boolean }

export type SmtpFaultProxy = Door & { readonly fateOf: ClientsFate }

/** Stands before a mail server and lets things go wrong with mails; it speaks as much SMTP as that needs. */
export async function startSmtpFaultProxy(
  target: () => number,
  faultPlan: FaultPlan,
  random: SeededRandom,
): Promise<SmtpFaultProxy> {
  /** By the port with which the mail server sees a client. */
  const visits = new Map<number, Visit>()
  const door = await openDoor(createServer((client) => receive(client)))

  function receive(client: Socket): void {
    const visit: Visit = { answerLost: false, endedAt: null, saidGoodbye: false }
    const server = connect(target(), '127.0.0.1')
    server.on('connect', () => visits.set(server.localPort ?? 0, visit))
    server.on('error', () => client.destroy())
    client.on('error', () => undefined)
    server.on('close', () => client.destroy())
    client.on('close', () => {
      visit.endedAt = performance.now()
      server.end()
    })

    let fault: SmtpFault | null = null
    let inMail = false
    let tail = ''
    server.on('data', (reply) => {
      // The mail is accepted, and its sender will never know.
      if (fault === 'answer-lost' && tail.endsWith(endOfMail) && !inMail) {
        visit.answerLost = true
        client.destroy()
        return
      }
      client.write(reply)
    })
    client.on('data', (chunk) => {
      const text = chunk.toString('latin1')
      tail = (tail + text).slice(-endOfMail.length)
      if (inMail) {
        if (fault === 'cut') return void server.destroy()
        server.write(chunk)
        if (tail.endsWith(endOfMail)) inMail = false
        return
      }
      if (/^QUIT/i.test(text)) visit.saidGoodbye = true
      if (/^DATA/i.test(text)) inMail = true
      if (/^MAIL FROM/i.test(text)) {
        fault = faultPlan.next('smtp', smtpFaults)
        if (fault === 'throttled') return void client.write('451 4.7.1 try again later\r\n')
        if (fault === 'closing') return void client.end('421 4.3.2 closing\r\n')
        if (fault === 'hanging') return void setTimeout(() => client.destroy(), hangsFor).unref()
        if (fault === 'delayed')
          return void setTimeout(() => server.writable && server.write(chunk), random.between(100, 2_000))
      }
      server.write(chunk)
    })
  }

  return {
    ...door,
    fateOf(port, takenAt) {
      const visit = visits.get(port)
      return () =>
        visit === undefined ||
        visit.answerLost ||
        (!visit.saidGoodbye && visit.endedAt !== null && visit.endedAt - takenAt < killedWithin)
    },
  }
}
