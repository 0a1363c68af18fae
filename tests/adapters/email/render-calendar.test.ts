import { afterEach, describe, expect, it } from 'vitest'
import { makeMailSender } from '../../../src/adapters/email/mail-sender.ts'
import { renderCalendarFile, renderInvitation } from '../../../src/adapters/email/render-calendar.ts'
import { makeSmtpTransport } from '../../../src/adapters/email/smtp-transport.ts'
import type { CalendarEntry } from '../../../src/notices/updates/calendar-entry.ts'
import { readCalendarFile, readInvitation } from '../../support/calendar.ts'
import { at } from '../../support/samples.ts'
import { startMailServer } from './mail-server.ts'
import { options, rolloutCard } from './sample-card.ts'

const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  id: 'U-1001',
  sequence: 3,
  state: 'planned',
  title: 'Update of Acme production to 3.9.12',
  startsAt: at('2026-12-06T06:00:00Z'),
  endsAt: at('2026-12-06T07:00:00Z'),
  text: 'Acme production is updated.',
  link: 'https://vendor.example/notes',
  readAt: at('2026-11-22T12:00:00Z'),
  ...more,
})
const people = {
  from: { name: 'Zerotouch', address: 'updates@vendor.example' },
  to: { name: 'Ada', address: 'ada@acme.example' },
  domain: 'vendor.example',
}
const render = (more: Partial<CalendarEntry> = {}, who = people) => renderInvitation(entry(more), who)

describe('an invitation', () => {
  it('is read by another library as what it says, in UTC', () => {
    const { method, content } = render()
    expect(method).toBe('REQUEST')
    expect(readInvitation(content)).toEqual({
      uid: 'u-1001@vendor.example',
      sequence: 3,
      method: 'REQUEST',
      status: 'CONFIRMED',
      starts: '2026-12-06T06:00:00.000Z',
      ends: '2026-12-06T07:00:00.000Z',
      title: 'Update of Acme production to 3.9.12',
      text: 'Acme production is updated.',
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
    expect([file.method, readInvitation(file.content)]).toEqual([
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
    expect(readInvitation(content).title).toContain('eve@evil.example')
    expect(content.match(/^ATTENDEE/gm)).toHaveLength(1)
    expect(content.match(/^BEGIN:/gm)).toHaveLength(2)
  })
})

describe('a file to be taken in by hand', () => {
  const staging = entry({ id: 'U-1002', sequence: 1, title: 'Update of Acme staging to 3.9.12' })

  it('holds both systems under the names of the invitation and the feed, and invites nobody', () => {
    const content = renderCalendarFile({ production: entry(), staging }, people.domain)
    expect(readCalendarFile(content)).toEqual([
      expect.objectContaining({ uid: 'u-1001@vendor.example', sequence: 3, method: 'PUBLISH' }),
      expect.objectContaining({ uid: 'u-1002@vendor.example', sequence: 1, method: 'PUBLISH' }),
    ])
    expect(content).not.toMatch(/^(?:ATTENDEE|ORGANIZER)/m)
    expect(content).toMatch(/^(?:[^\r\n]*\r\n)+$/)
  })

  it('says of each how it stands', () => {
    const production = entry({ state: 'cancelled' })
    const content = renderCalendarFile({ production, staging }, people.domain)
    expect(readCalendarFile(content).map(({ status }) => status)).toEqual(['CANCELLED', 'CONFIRMED'])
  })
})

describe('a mail with a calendar', () => {
  const cleanups: (() => unknown)[] = []
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean()
  })

  it.each(['planned', 'cancelled'] as const)(
    '%s: carries an invitation of its own method, and a file',
    async (state) => {
      const server = await startMailServer()
      cleanups.push(() => server.stop())
      const transport = makeSmtpTransport({ url: server.url })
      cleanups.push(() => transport.close({ force: true }))
      const { from, domain } = people
      const sender = makeMailSender({ transport, from, domain, ...options })
      const outcome = await sender.send({
        delivery: 'D-1',
        card: rolloutCard,
        mode: 'post',
        standing: 'rollout:acme:3.9.12',
        place: {
          id: 'P-1',
          client: 'acme',
          room: null,
          administrator: 'ada',
          gone: false,
          address: { kind: 'mailbox', email: people.to.address, name: people.to.name },
        },
        standingMessage: null,
        calendar: { production: entry({ state }), staging: entry({ id: 'U-1002' }) },
      })
      expect(outcome.kind).toBe('sent')
      const [mail] = server.received
      const method = state === 'cancelled' ? 'CANCEL' : 'REQUEST'
      const parts = mail?.email.attachments.filter(({ mimeType }) => mimeType === 'text/calendar') ?? []
      expect(parts.map((part) => [part.method, part.filename])).toEqual([
        [method, null],
        [undefined, 'updates.ics'],
      ])
      const [invitation = '', file = ''] = parts.map((part) =>
        Buffer.from(part.content as ArrayBuffer).toString('utf8'),
      )
      expect(readInvitation(invitation)).toMatchObject({ method, uid: 'u-1001@vendor.example', sequence: 3 })
      expect(readCalendarFile(file).map(({ uid }) => uid)).toEqual(['u-1001@vendor.example', 'u-1002@vendor.example'])
      expect(mail?.email.text).toContain('3.9.12')
    },
  )
})
