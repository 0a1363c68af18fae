import { createServer } from 'node:net'
import { createTransport } from 'nodemailer'
import { expect, it, onTestFinished } from 'vitest'
import { type MailCatcher, startMailCatcher } from '../../sandbox/mail-catcher.ts'
import { eventually } from '../support/eventually.ts'
import { startKillable } from '../support/killable.ts'
import { mailbox } from '../support/mail.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const PROGRAM = new URL('start-mail-catcher.ts', import.meta.url)

async function start(dataDir: string, ports: { smtpPort?: number; webPort?: number } = {}): Promise<MailCatcher> {
  const catcher = await startMailCatcher({
    dataDir,
    smtpPort: 0,
    webPort: 0,
    ...ports,
    log: { info: () => undefined },
  })
  onTestFinished(() => catcher.stop())
  return catcher
}

const invitation = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n'

async function send(smtpUrl: string, subject: string): Promise<void> {
  const transport = createTransport(smtpUrl)
  await transport.sendMail({
    from: 'Zerotouch <bot@vendor.example>',
    to: 'Änne <anne@northwind.example>',
    subject,
    text: 'Ünser Text',
    html: '<p>Ünser <b>Text</b></p>',
    messageId: '<U-1@zerotouch.example>',
    icalEvent: { method: 'REQUEST', filename: 'update.ics', content: invitation },
  })
  transport.close()
}

it('catches a mail with all its parts', async () => {
  const catcher = await start(await temporaryDirectory())
  const box = mailbox(catcher.apiUrl)
  await send(catcher.smtpUrl, 'Update 3.9.12 – northwind/production 🎉')
  const mail = await box.waitFor('anne@northwind.example', /3\.9\.12/)
  expect(mail).toMatchObject({
    subject: 'Update 3.9.12 – northwind/production 🎉',
    from: [{ address: 'bot@vendor.example', name: 'Zerotouch' }],
    to: [{ address: 'anne@northwind.example', name: 'Änne' }],
    text: 'Ünser Text',
    html: '<p>Ünser <b>Text</b></p>',
    headers: { 'message-id': '<U-1@zerotouch.example>' },
    envelope: { to: [{ address: 'anne@northwind.example' }] },
  })
  expect(await box.source(mail)).toContain('text/calendar; charset=utf-8; method=REQUEST')
  const [attached] = mail.attachments ?? []
  expect(attached?.fileName).toBe('update.ics')
  expect(await box.attachment(mail, attached?.generatedFileName ?? '')).toBe(invitation)
  expect(await (await fetch(catcher.webUrl)).text()).toContain('MailDev')
})

it('is gone on with, after the program that started it was killed', async () => {
  const dataDir = await temporaryDirectory()
  const program = startKillable(PROGRAM, [dataDir])
  const { pid, smtpUrl } = await program.ready
  await send(String(smtpUrl), 'before the kill')
  await program.kill()
  const catcher = await start(dataDir)
  expect(catcher).toMatchObject({ pid, smtpUrl, reused: true })
  await mailbox(catcher.apiUrl).waitFor('anne@northwind.example', /before the kill/)
})

it('still has its mails when it was killed itself', async () => {
  const dataDir = await temporaryDirectory()
  const first = await start(dataDir)
  for (const subject of ['one', 'two', 'three']) await send(first.smtpUrl, subject)
  await eventually('three mails', async () => ((await mailbox(first.apiUrl).all()).length === 3 ? true : undefined))
  process.kill(first.pid, 'SIGKILL')
  const second = await start(dataDir)
  expect(second.reused).toBe(false)
  const mails = await eventually('three mails again', async () => {
    const all = await mailbox(second.apiUrl).to('anne@northwind.example')
    return all.length === 3 ? all : undefined
  })
  expect(mails.map((mail) => mail.subject).sort()).toEqual(['one', 'three', 'two'])
  expect(mails[0]).toMatchObject({ text: 'Ünser Text', headers: { 'message-id': '<U-1@zerotouch.example>' } })
})

it('takes other ports when those wished for are taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as { port: number }
  const catcher = await start(await temporaryDirectory(), { smtpPort: port, webPort: port })
  const ports = [catcher.smtpUrl, catcher.webUrl].map((url) => Number(new URL(url).port))
  expect(ports).not.toContain(port)
  expect(new Set(ports).size).toBe(2)
  await send(catcher.smtpUrl, 'elsewhere')
  await mailbox(catcher.apiUrl).waitFor('anne@northwind.example', /elsewhere/)
})
