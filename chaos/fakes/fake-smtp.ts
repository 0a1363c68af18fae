import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { TakenLog } from '../taken.ts'

/** How a mail server's client fared, by the port that it came from. */
export type ClientsFate = (port: number, takenAt: number) => () => boolean

export type FakeSmtp = { readonly port: number; stop(): Promise<void> }

/** A mail server that keeps the Message-IDs of what it accepted. */
export async function startFakeSmtp(taken: TakenLog, fateOf: ClientsFate): Promise<FakeSmtp> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const [head = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n')
        const [, delivery = null] = /^message-id:\s*<delivery\.(D-\d+)@/im.exec(head) ?? []
        taken.push({ delivery, how: 'post', unheard: fateOf(session.remotePort, performance.now()) })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}
