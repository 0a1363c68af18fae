import { afterEach, describe, expect, it } from 'vitest'
import { makeMailSender } from '../../../src/adapters/email/mail-sender.ts'
import { renderCalendar } from '../../../src/adapters/email/render-calendar.ts'
import { makeSmtpTransport } from '../../../src/adapters/email/smtp-transport.ts'
import type { CalendarEntry } from '../../../src/notices/calendar-entry.ts'
import { readCalendarFile } from '../../support/calendar.ts'
import { at } from '../../support/samples.ts'
import { startMailServer } from './mail-server.ts'
import { options, rolloutCard } from './sample-card.ts'

const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  ...{ id: 'U-1001', sequence: 3, state: 'planned', title: 'Update of Acme production to 3.9.12' },
  ...{ startsAt: at('2026-12-06T06:00:00Z'), endsAt: at('2026-12-06T07:00:00Z') },
  ...{
    text: 'Acme production is updated.',
    link: 'https://vendor.example/notes',
    readAt: at('2026-11-22T12:00:00Z'),
  },
  ...more,
})
const people = {
  from: { name: 'Zerotouch', address: 'updates@vendor.example' },
  to: { name: 'Ada', address: 'ada@acme.example' },
  domain: 'vendor.example',
}
const render = (more: Partial<CalendarEntry> = {}, who = people) => renderCalendar(entry(more), who)

describe('a calendar file', () => {
  it('is read by another library as what it says, in UTC', () => {
    const { method, content } = render()
    expect(method).toBe('REQUEST')
    expect(readCalendarFile(content)).toEqual({
      ...{ uid: 'u-1001@vendor.example', sequence: 3, method: 'REQUEST', status: 'CONFIRMED' },
      ...{ starts: '2026-12-06T06:00:00.000Z', ends: '2026-12-06T07:00:00.000Z' },
      title: 'Update of Acme production to 3.9.12',
    })
    expect(content).not.toContain('VTIMEZONE')
    expect(content).not.toContain('TZID')
  })

  it('ends each of its lines, the last one too (RFC 5545, 3.1)', () => {
    expect(render().content).toMatch(/^(?:[^\r\n]*\r\n)+$/)
  })

  it.each([
    ['planned', 'REQUEST', 'CONFIRMED'],
    ['uncertain', 'REQUEST', 'TENTATIVE'],
    ['cancelled', 'CANCEL', 'CANCELLED'],
  ] as const)('that is %s is sent as %s, %s', (state, method, status) => {
    const file = render({ state })
    expect([file.method, readCalendarFile(file.content)]).toEqual([
      method,
      expect.objectContaining({ method, status, uid: 'u-1001@vendor.example' }),
    ])
  })

  it('blocks nobody’s time and asks for no answer', () => {
    const { content } = render()
    expect(content).toContain('TRANSP:TRANSPARENT')
    expect(content).toContain('RSVP=FALSE')
    expect(content).not.toContain('VALARM')
  })

  it('holds hostile names and texts as texts', () => {
    const hostile = 'x"; y:z\r\nATTENDEE:mailto:eve@evil.example\r\nBEGIN:VALARM'
    const to = { name: hostile, address: 'ada@acme.example' }
    const { content } = render({ title: hostile, text: hostile }, { ...people, to })
    expect(readCalendarFile(content).title).toContain('eve@evil.example')
    expect(content.match(/^ATTENDEE/gm)).toHaveLength(1)
    expect(content.match(/^BEGIN:/gm)).toHaveLength(2)
  })
})

describe('a mail with a calendar entry', () => {
  const cleanups: (() => unknown)[] = []
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean()
  })

  it.each(['planned', 'cancelled'] as const)('%s: carries it as a part of its own method', async (state) => {
    const server = await startMailServer()
    cleanups.push(() => server.stop())
    const transport = makeSmtpTransport({ url: server.url })
    cleanups.push(() => transport.close({ force: true }))
    const { from, domain } = people
    const sender = makeMailSender({ transport, from, domain, ...options })
    const outcome = await sender.send({
      ...{ delivery: 'D-1', card: rolloutCard, mode: 'post', standing: 'rollout:acme:3.9.12' },
      place: {
        ...{ id: 'P-1', client: 'acme', room: null, administrator: 'ada', gone: false },
        address: { kind: 'mailbox', email: people.to.address, name: people.to.name },
      },
      ...{ standingMessage: null, calendar: entry({ state }) },
    })
    expect(outcome.kind).toBe('sent')
    const [mail] = server.received
    const method = state === 'cancelled' ? 'CANCEL' : 'REQUEST'
    const part = mail?.email.attachments.find(({ mimeType }) => mimeType === 'text/calendar')
    expect(part?.method).toBe(method)
    const text = part ? Buffer.from(part.content as ArrayBuffer).toString('utf8') : ''
    expect(readCalendarFile(text)).toMatchObject({ method, uid: 'u-1001@vendor.example', sequence: 3 })
    expect(mail?.email.text).toContain('3.9.12')
  })
})
