import { describe, expect, it } from 'vitest'
import { plain } from '../../src/notices/card/card.ts'
import { buttonsOf, wordsOf } from '../support/chat.ts'
import { release, rolloutOf, samples, secret } from './sample-cards.ts'

const each = (filter: (sample: (typeof samples)[number]) => unknown = () => true) =>
  samples.filter(filter).map((sample) => [sample.name, sample.card] as const)

describe('every card', () => {
  it.each(each())('%s: has a title and a summary of one line, and no hole', (_, card) => {
    for (const line of [card.title, card.summary]) {
      expect(line.trim()).not.toBe('')
      expect(line).not.toMatch(/\n/)
    }
    expect(card.title.length).toBeLessThanOrEqual(120)
    expect(card.summary.length).toBeLessThanOrEqual(250)
    expect(wordsOf(card)).not.toMatch(/undefined|null|NaN|\[object|Invalid/)
    expect(wordsOf(card)).not.toMatch(/\d{4}-\d\d-\d\dT/)
  })

  it.each(each())('%s: says that a freeze is added and ended, whatever it is called where it is kept', (_, card) => {
    expect([card.title, card.summary, wordsOf(card)].join(' ')).not.toMatch(/\b(lay|lays|laid|lift|lifts|lifted)\b/i)
  })

  it.each(each())('%s: is read in seconds', (_, card) => {
    expect(card.blocks.length).toBeLessThanOrEqual(8)
    expect(wordsOf(card).length).toBeLessThanOrEqual(1_500)
    for (const block of card.blocks)
      if (block.type === 'text') expect(plain(block.text).length).toBeLessThanOrEqual(400)
  })

  it.each(each(({ forNoRelease }) => !forNoRelease))('%s: links the release notes', (_, card) => {
    expect(JSON.stringify(card)).toContain(release.notesUrl)
  })

  it.each(each())('%s: has buttons that say what they do, with arguments that fit', (_, card) => {
    for (const { label, args } of buttonsOf(card)) {
      expect(label.length).toBeGreaterThan(2)
      expect(label.length).toBeLessThanOrEqual(40)
      expect(JSON.stringify(args).length).toBeLessThan(500)
    }
  })
})

describe('a card about a start to come', () => {
  it.each(each(({ tellsStart }) => tellsStart))('%s: says when, in which zone, and for how long', (_, card) => {
    expect(wordsOf(card)).toMatch(/\w{3} \d{1,2} Dec 2026, 01:00 EST \(America\/Toronto\)/)
    expect(wordsOf(card)).toMatch(/outage[^.]*about 60 minutes/i)
    expect(wordsOf(card)).toMatch(/Please read the release notes .*before the update/)
  })

  it('that moved says the old time, too', () => {
    const [, card] = each(({ name }) => name.startsWith('update-rescheduled, as the client'))[0]!
    expect(wordsOf(card)).toMatch(/Was: Sun 6 Dec 2026, 01:00 EST[\s\S]*Now: Tue 8 Dec 2026, 01:00 EST/)
    expect(wordsOf(card)).toContain('Moved by: Sam Services')
    expect(wordsOf(card)).toContain('Only production moved')
  })
})

describe('the release notes on the card of a roll-out', () => {
  const advice = 'Please read the release notes'
  const linked = { link: release.notesUrl, label: 'Release notes' }

  it.each(['scheduled', 'held', 'failed'] as const)('advises to read the notes while one is %s', (status) => {
    const card = rolloutOf([{ status: 'updated' }, { status, environment: 'staging', id: 'U-1043' }])
    expect(wordsOf(card)).toContain(advice)
    expect(card.actions).not.toContainEqual(linked)
  })

  it.each(['updating', 'stalled', 'updated', 'cancelled', 'superseded'] as const)(
    'only links the notes when all of it is %s',
    (status) => {
      const card = rolloutOf([{ status }, { status, environment: 'staging', id: 'U-1043' }])
      expect(wordsOf(card)).not.toContain(advice)
      expect(card.actions).toContainEqual(linked)
    },
  )
})

describe('a card about a verification', () => {
  it.each(each(({ verifies }) => verifies))('%s: says that it is the copy', (_, card) => {
    expect(wordsOf(card)).toMatch(/copy/)
    expect(wordsOf(card)).toMatch(/copy of your live environment/)
  })

  it.each(each(({ name }) => /health report that is (?!passed)/.test(name)))(
    '%s: says that live servers stay as they are',
    (_, card) => {
      expect(wordsOf(card)).toMatch(/live servers are not touched|your servers stay as they are/)
    },
  )
})

describe('a card for a client', () => {
  it.each(each(({ forVendor }) => !forVendor))('%s: shows nothing internal', (_, card) => {
    expect(JSON.stringify(card)).not.toContain(secret)
  })

  it('of a failed update leaves to ops what the runner said', () => {
    const [, forVendor] = each(({ name }) => name === 'update-failed, as the vendor reads it')[0]!
    expect(wordsOf(forVendor)).toContain(secret)
  })
})

describe('the card of a roll-out', () => {
  const labels = (...all: Parameters<typeof rolloutOf>) => buttonsOf(rolloutOf(...all)).map(({ label }) => label)

  it('offers what may be done now, and no more', () => {
    const pages = ['Open the scheduling page', 'Open the report']
    expect(labels([{}])).toEqual(['Acknowledge', ...pages, 'Reschedule', 'Cancel'])
    expect(labels([{}], { checked: null })).not.toContain('Open the report')
    expect(labels([{ kind: 'security' }])).toEqual(['Acknowledge', ...pages, 'Reschedule'])
    expect(labels([{ status: 'cancelled' }])).toEqual(['Open the report', 'Restore'])
    for (const status of ['updating', 'stalled', 'updated', 'failed', 'superseded'] as const)
      expect(labels([{ status }])).toEqual(['Open the report'])
  })

  it('says who has seen it, and asks those who have not, with what that is for', () => {
    const [ada, bob, eve] = [
      { id: 'acme-ada', name: 'Ada' },
      { id: 'acme-bob', name: 'Bob' },
      { id: 'acme-eve', name: 'Eve' },
    ] as const
    const administrators = [ada, bob].map((one) => ({ ...one, email: 'x@acme.example', accounts: [] }))
    const drawn = (seenBy: readonly (typeof ada | typeof bob | typeof eve)[], reader?: string) => {
      const card = rolloutOf([{}], { administrators, seenBy, ...(reader !== undefined && { reader }) })
      const asks = buttonsOf(card).some(({ verb }) => verb === 'acknowledge')
      const words = /[^.]*Acknowledge tells us[^.]*/.exec(wordsOf(card))?.[0]
      expect(words !== undefined).toBe(asks)
      return [asks, card.footer ?? null]
    }
    expect(drawn([])).toEqual([true, null])
    expect(drawn([ada])).toEqual([true, 'Seen by Ada'])
    // Somebody who is on file no more has seen it, too.
    expect(drawn([eve])).toEqual([true, 'Seen by Eve'])
    expect(drawn([bob, ada])).toEqual([false, 'Seen by Bob and Ada'])
    expect(drawn([ada], 'acme-ada')).toEqual([false, 'Seen by Ada'])
    expect(drawn([ada], 'acme-bob')).toEqual([true, 'Seen by Ada'])
    expect(wordsOf(rolloutOf([{}]))).toContain('tells us that you know of it; nothing else happens')
    expect(wordsOf(rolloutOf([{}], { administrators, seenBy: [ada] }))).toContain(
      'Acknowledge tells us that you have seen it, too',
    )
  })

  it('says of a security release that it can be moved, not cancelled', () => {
    const words = wordsOf(rolloutOf([{ kind: 'security' }]))
    expect(words).toContain('It can be moved, not cancelled')
    expect(words).not.toContain('move or cancel')
  })

  it('has a button for each system of its own', () => {
    const buttons = buttonsOf(rolloutOf([{}, { environment: 'staging', id: 'U-1043', revision: 4 }]))
    expect(buttons.filter(({ label }) => label === 'Reschedule').map(({ args }) => args)).toEqual([
      { system: 'acme/production', seen: 'U-1001@1' },
      { system: 'acme/staging', seen: 'U-1043@4' },
    ])
  })

  it('bears the worst of its updates in title and tone', () => {
    const one = (...statuses: Parameters<typeof rolloutOf>[0][number]['status'][]) => {
      const { title, tone } = rolloutOf(statuses.map((status, i) => ({ status: status!, id: `U-${i + 1}` })))
      return `${title.split('3.9.12 ')[1]}, ${tone}`
    }
    expect(one('scheduled', 'scheduled')).toBe('is scheduled, neutral')
    expect(one('updated', 'failed')).toBe('needs attention on production, bad')
    expect(one('updated', 'stalled')).toBe('needs attention on production, bad')
    expect(one('scheduled', 'held')).toBe('is on hold on production, warning')
    expect(one('cancelled', 'cancelled')).toBe('is cancelled, warning')
    expect(one('superseded', 'superseded')).toContain('was replaced')
    expect(one('updated', 'updated')).toBe('is done, good')
  })
})
