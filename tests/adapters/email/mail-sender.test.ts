import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { makeMailSender } from '../../../src/adapters/email/mail-sender.ts'
import { makeSmtpTransport } from '../../../src/adapters/email/smtp-transport.ts'
import type { Outgoing } from '../../../src/app/ports/delivery-ports.ts'
import type { Place } from '../../../src/domain/people/place.ts'
import { type Received, startMailServer, startScriptedServer } from './mail-server.ts'
import { hostile, hostileCard, options, rolloutCard } from './sample-card.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})
function cleanedUp<Server extends { stop(): Promise<void> }>(server: Server): Server {
  cleanups.push(() => server.stop())
  return server
}

function senderTo(url: string, timeoutMs = 5_000) {
  const transport = makeSmtpTransport({ url, timeoutMs })
  cleanups.push(() => transport.close({ force: true }))
  return makeMailSender({
    transport,
    from: { name: 'Zerotouch', address: 'updates@vendor.example' },
    domain: 'vendor.example',
    timeoutMs,
    ...options,
  })
}

const place = (email = 'dana@acme.example', name = 'Dana Smith'): Place => ({
  id: '1',
  address: { kind: 'mailbox', email, name },
  client: 'acme',
  room: null,
  administrator: 'dana',
  gone: false,
})
const outgoing = (delivery: string, more: Partial<Outgoing> = {}): Outgoing => ({
  delivery,
  place: place(),
  card: rolloutCard,
  mode: 'post',
  standing: 'rollout:acme:3.9.12',
  standingMessage: null,
  ...more,
})
const header = ({ email }: Received, key: string) => email.headers.find((found) => found.key === key)?.value

describe('a mail that arrives', () => {
  it('says who it is from and to, what and in which thread, and that no person wrote it', async () => {
    const server = cleanedUp(await startMailServer())
    const outcome = await senderTo(server.url).send(outgoing('D-1042'))
    expect(outcome).toEqual({ kind: 'sent', message: { messageId: '<delivery.D-1042@vendor.example>' } })

    const [mail] = server.received
    expect(mail!.to).toEqual(['dana@acme.example'])
    expect(mail!.email).toMatchObject({
      from: { name: 'Zerotouch', address: 'updates@vendor.example' },
      to: [{ name: 'Dana Smith', address: 'dana@acme.example' }],
      subject: rolloutCard.summary,
      messageId: '<delivery.D-1042@vendor.example>',
    })
    expect(header(mail!, 'auto-submitted')).toBe('auto-generated')
    expect(mail!.email.text).toContain('Outage: about 60 minutes')
    expect(mail!.email.html).toContain('about 60 minutes')
    expect(mail!.email.attachments).toEqual([])
  })

  it('stands in one thread under one subject, says beside it what is new, and can be left with one click', async () => {
    const server = cleanedUp(await startMailServer())
    const letter = {
      subject: 'Acme College: update to 3.9.12',
      why: 'You get this as a System Administrator of Acme College.',
      settings: 'https://updates.vendor.example/schedule/eyJy/settings',
      stop: { topic: 'reminders', url: 'https://updates.vendor.example/unsubscribe/eyJx' },
    } as const
    const sender = senderTo(server.url)
    await sender.send(outgoing('D-1', { letter }))
    await sender.send(outgoing('D-2', { letter: { ...letter, stop: null } }))
    const inside = { ...letter, stop: { ...letter.stop, url: 'http://localhost:3000/unsubscribe/eyJx' } }
    await sender.send(outgoing('D-3', { letter: inside }))
    const [first, second, third] = server.received
    expect(server.received.map(({ email }) => email.subject)).toEqual(Array.from({ length: 3 }, () => letter.subject))
    expect(first!.email.html).toContain(`mso-hide:all;">${rolloutCard.summary.slice(0, 20)}`)
    for (const part of [first!.email.text, first!.email.html]) {
      expect(part).toContain(letter.why)
      expect(part).toContain(letter.stop.url)
      expect(part).toContain(letter.settings)
    }
    expect(header(first!, 'list-id')).toBe('Zerotouch <updates.vendor.example>')
    expect(header(first!, 'list-unsubscribe')).toBe(`<${letter.stop.url}>`)
    expect(header(first!, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect([header(second!, 'list-unsubscribe'), header(second!, 'list-unsubscribe-post')]).toEqual([
      undefined,
      undefined,
    ])
    expect(second!.email.text).not.toContain('No more of these mails')
    // One click is for https alone.
    expect(header(third!, 'list-unsubscribe')).toBe(`<${inside.stop.url}>`)
    expect(header(third!, 'list-unsubscribe-post')).toBeUndefined()
  })

  it.each([
    ['dana@müller.example', 'dana@xn--mller-kva.example', false],
    ['Dana@例子.广告', 'Dana@xn--fsqu00a.xn--4rr70v', false],
    ['jörg@müller.example', 'jörg@müller.example', true],
  ])('reaches %s as %s, which servers know', async (email, sentTo, needsUtf8) => {
    const lines: string[] = []
    let inData = false
    const server = cleanedUp(
      await startScriptedServer((line, socket) => {
        const text = Buffer.from(line, 'latin1').toString('utf8')
        lines.push(text)
        if (inData && text !== '.') return
        inData = text === 'DATA'
        socket.write(inData ? '354 go\r\n' : text.startsWith('EHLO') ? '250-hi\r\n250 SMTPUTF8\r\n' : '250 ok\r\n')
      }),
    )
    expect((await senderTo(server.url).send(outgoing('1', { place: place(email) }))).kind).toBe('sent')
    expect(lines).toContainEqual(expect.stringMatching(`^RCPT TO:<${sentTo}>`))
    expect(lines).toContainEqual(expect.stringMatching(`^To: .*<${sentTo}>$`))
    expect(lines.some((line) => /^MAIL FROM.*SMTPUTF8/.test(line))).toBe(needsUtf8)
  })

  it('keeps one Message-ID for a delivery and one thread for a matter', async () => {
    const server = cleanedUp(await startMailServer())
    const sender = senderTo(server.url)
    await sender.send(outgoing('1'))
    await sender.send(outgoing('1'))
    await sender.send(outgoing('2'))
    await sender.send(outgoing('3', { standing: 'rollout:acme:3.9.13' }))
    await sender.send(outgoing('4', { standing: null }))
    const [first, again, second, other, alone] = server.received
    expect(again!.email.messageId).toBe(first!.email.messageId)
    expect(second!.email.messageId).not.toBe(first!.email.messageId)
    expect(first!.email.references).toMatch(/^<thread\.[0-9a-f]{32}@vendor\.example>$/)
    expect(first!.email.inReplyTo).toBe(first!.email.references)
    expect(second!.email.references).toBe(first!.email.references)
    expect(other!.email.references).not.toBe(first!.email.references)
    expect(alone!.email.references).toBeUndefined()
  })

  it('is what it is, whatever a stranger wrote into it', async () => {
    const server = cleanedUp(await startMailServer())
    const outcome = await senderTo(server.url).send(
      outgoing(`${hostile}\r\nX-Injected: 1`, {
        card: hostileCard,
        place: place('dana@acme.example', `Dana <eve@evil.example>\r\nBcc: eve@evil.example ${hostile}`),
        standing: `x>\r\nX-Injected: 1 ${hostile}`,
      }),
    )
    expect(outcome.kind).toBe('sent')
    const [mail] = server.received
    expect(mail!.to).toEqual(['dana@acme.example'])
    expect(mail!.email.to?.map(({ address }) => address)).toEqual(['dana@acme.example'])
    expect(mail!.email.bcc).toBeUndefined()
    expect(mail!.email.headers.map(({ key }) => key).sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'in-reply-to',
      'list-id',
      'message-id',
      'mime-version',
      'references',
      'subject',
      'to',
      'x-auto-response-suppress',
    ])
    expect(mail!.email.messageId).toMatch(/^<delivery\.[0-9a-f]{32}@vendor\.example>$/)
    expect(mail!.email.subject!.length).toBeLessThanOrEqual(150)
  })

  it('carries letters of any language', async () => {
    const server = cleanedUp(await startMailServer())
    const words = 'Größe, 更新, שלום, 🙂'
    await senderTo(server.url).send(outgoing('1', { card: { ...rolloutCard, summary: words, title: words } }))
    const [mail] = server.received
    expect(mail!.email.subject).toBe(words)
    expect(mail!.email.text).toContain(words)
    expect(mail!.email.html).toContain(words)
  })

  it('sends many at once over a few connections', async () => {
    const server = cleanedUp(await startMailServer())
    const sender = senderTo(server.url)
    const outcomes = await Promise.all(Array.from({ length: 60 }, (_, index) => sender.send(outgoing(`${index}`))))
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true)
    expect(new Set(server.received.map(({ email }) => email.messageId)).size).toBe(60)
    expect(server.received).toHaveLength(60)
  })
})

describe('a place that is no mailbox', () => {
  it.each(['no-at-sign', 'a@b, c@d', 'a@b\r\nRCPT TO:<x@y>', '<a@b>', 'a b@c', ''])(
    'refuses %j without a word to the server',
    async (email) => {
      const server = cleanedUp(await startMailServer())
      expect(await senderTo(server.url).send(outgoing('1', { place: place(email) }))).toEqual({
        kind: 'rejected',
        reason: 'not a mail address',
      })
      expect(server.received).toEqual([])
    },
  )
})

describe('a server that refuses', () => {
  const refusing = (code: number, message: string) => Object.assign(new Error(message), { responseCode: code })

  it.each([
    [421, '4.3.2 shutting down', 'retry'],
    [450, '4.2.1 greylisted', 'retry'],
    [451, 'local error', 'retry'],
    [452, '4.2.2 mailbox full', 'retry'],
    [550, '5.1.1 no such user', 'gone'],
    [550, 'no such user', 'gone'],
    [551, 'user not local', 'gone'],
    [550, '5.2.1 mailbox disabled', 'gone'],
    [556, '5.1.10 null MX', 'gone'],
    [550, '5.7.1 relaying denied', 'rejected'],
    [554, '5.7.1 blocked', 'rejected'],
    [552, '5.2.2 over quota', 'retry'],
    [503, 'bad sequence', 'retry'],
  ])('a recipient with %i %s: %s', async (code, message, kind) => {
    const server = cleanedUp(
      await startMailServer({ onRcptTo: (_address, _session, done) => done(refusing(code, message)) }),
    )
    const outcome = await senderTo(server.url).send(outgoing('1'))
    expect(outcome).toMatchObject({ kind, reason: expect.stringContaining(message) })
  })

  it.each([
    [550, '5.1.8 bad sender', 'rejected'],
    [451, '4.7.1 try later', 'retry'],
  ])('our own address with %i %s: %s', async (code, message, kind) => {
    const server = cleanedUp(
      await startMailServer({ onMailFrom: (_address, _session, done) => done(refusing(code, message)) }),
    )
    expect(await senderTo(server.url).send(outgoing('1'))).toMatchObject({ kind })
  })

  it.each([
    [554, '5.6.0 spam', 'rejected'],
    [550, '5.1.1 unknown after all', 'gone'],
    [451, '4.3.0 disk full', 'retry'],
  ])('the whole message with %i %s: %s', async (code, message, kind) => {
    const server = cleanedUp(
      await startMailServer({
        onData(stream, _session, done) {
          stream.resume()
          stream.on('end', () => done(refusing(code, message)))
        },
      }),
    )
    expect(await senderTo(server.url).send(outgoing('1'))).toMatchObject({ kind })
  })

  it('keeps the connection usable for the next mail', async () => {
    const server = cleanedUp(
      await startMailServer({
        onRcptTo: ({ address }, _session, done) =>
          address.startsWith('gone@') ? done(refusing(550, '5.1.1 unknown')) : done(),
      }),
    )
    const sender = senderTo(server.url)
    expect(await sender.send(outgoing('1', { place: place('gone@acme.example') }))).toMatchObject({
      kind: 'gone',
    })
    expect(await sender.send(outgoing('2'))).toMatchObject({ kind: 'sent' })
  })

  it('our account: not the mailbox’s fault', async () => {
    const server = cleanedUp(
      await startMailServer({
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: (_auth, _session, done) => done(refusing(535, 'bad credentials')),
      }),
    )
    const url = server.url.replace('//', '//user:wrong@')
    expect(await senderTo(url).send(outgoing('1'))).toMatchObject({ kind: 'retry' })
  })
})

describe('a server that is away or hangs up', () => {
  type Step = 'MAIL' | 'RCPT' | 'DATA' | 'body' | 'end'
  /** Talks like a server up to one step, and there does what it is told. */
  const upTo = (step: Step, act: (socket: Socket) => void) => {
    let inData = false
    return (line: string, socket: Socket) => {
      if (inData) {
        if (step === 'body') return act(socket)
        if (line !== '.') return
        if (step === 'end') return act(socket)
        inData = false
        return socket.write('250 queued\r\n')
      }
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === step) return act(socket)
      if (verb === 'DATA') {
        inData = true
        return socket.write('354 go\r\n')
      }
      socket.write('250 ok\r\n')
    }
  }

  it('cannot be reached', async () => {
    const server = await startScriptedServer(() => undefined)
    await server.stop()
    expect(await senderTo(server.url).send(outgoing('1'))).toMatchObject({ kind: 'retry' })
  })

  it.each(['MAIL', 'RCPT', 'DATA'] as const)('hangs up at %s: surely not sent', async (step) => {
    const server = cleanedUp(await startScriptedServer(upTo(step, (socket) => socket.destroy())))
    expect(await senderTo(server.url).send(outgoing('1'))).toMatchObject({ kind: 'retry' })
  })

  it('hangs up before its greeting', async () => {
    const server = cleanedUp(await startScriptedServer(() => undefined, ''))
    expect(await senderTo(server.url, 400).send(outgoing('1'))).toMatchObject({ kind: 'retry' })
  })

  it.each(['body', 'end'] as const)('hangs up at the %s of the message: in doubt, and asked once', async (step) => {
    const server = cleanedUp(await startScriptedServer(upTo(step, (socket) => socket.destroy())))
    expect(await senderTo(server.url).send(outgoing('1'))).toMatchObject({ kind: 'in-doubt' })
    expect(server.connections()).toBe(1)
  })

  it.each([
    ['MAIL', 'retry'],
    ['end', 'in-doubt'],
  ] as const)('falls silent at %s: %s', async (step, kind) => {
    const server = cleanedUp(await startScriptedServer(upTo(step, () => undefined)))
    expect(await senderTo(server.url, 500).send(outgoing('1'))).toMatchObject({ kind })
  })

  it('answers the end with 421: not taken', async () => {
    const server = cleanedUp(await startScriptedServer(upTo('end', (socket) => socket.end('421 4.3.2 going down\r\n'))))
    expect(await senderTo(server.url).send(outgoing('1'))).toMatchObject({ kind: 'retry' })
  })

  it('dropped an idle connection: the next mail goes over a new one', async () => {
    const server = cleanedUp(await startMailServer({ socketTimeout: 300 }))
    const sender = senderTo(server.url)
    await sender.send(outgoing('1'))
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(await sender.send(outgoing('2'))).toMatchObject({ kind: 'sent' })
    expect(server.received).toHaveLength(2)
  })
})

it('lets a mail in doubt be sent again: under the same Message-ID, which mailboxes fold', async () => {
  expect(await senderTo('smtp://127.0.0.1:1').find(outgoing('1'))).toEqual({ kind: 'absent' })
})
