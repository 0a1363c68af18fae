import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { renderMail } from '../../../src/adapters/email/render-mail.ts'
import { typedWords } from '../../../src/adapters/email/typed-words.ts'
import { hostile, hostileCard, options, rolloutCard } from './sample-card.ts'

/** Every element of an HTML mail with its attributes, and its text: read strictly, so that nothing hides. */
function parse(html: string) {
  const elements: { name: string; attributes: Record<string, string> }[] = []
  let text = ''
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes: { ...attributes } }))
  parser.on('text', (part) => {
    text += part
  })
  parser.write(html.replace('<!doctype html>', '').replace(/<(meta|br|hr)([^>]*)>/g, '<$1$2/>')).close()
  return { elements, text }
}

/** Half a character becomes a question mark on the wire. */
const wellFormed = (text: string) => Buffer.from(text, 'utf8').toString('utf8')

describe('a mail about a roll-out', () => {
  const mail = renderMail(rolloutCard, options)

  it('has the one-line summary as its subject', () => {
    expect(mail.subject).toBe('Acme: release 3.9.12 is scheduled for Sunday 6 December, 02:00')
  })

  it('reads like a letter without HTML', () => {
    expect(mail.text).toBe(`Release 3.9.12 will be installed at Acme

The copy passed its health check. Please read the release notes (https://vendor.example/notes/3.9.12?a=1&b=2) before.

ACME/PRODUCTION
Starts: Sunday 6 December 2026, 02:00 (Toronto)
Outage: about 60 minutes
Reschedule: type "/update reschedule acme/production" in your channel
Cancel: type "/update cancel acme/production" in your channel

- one
- two x < y

> AssertionError: expected 200
>   but got 500

Asked by: Dana Smith

Open the report: https://vendor.example/reports/7?t=abc&u=1
Show the health report: type "/update health acme" in your channel

Scheduled by Zerotouch

-- 
Zerotouch
`)
  })

  it('has links as buttons, and the words to type for what only chat can do', () => {
    const { elements, text } = parse(mail.html)
    const links = elements.filter(({ name }) => name === 'a').map(({ attributes }) => attributes['href'])
    expect(links).toEqual(['https://vendor.example/notes/3.9.12?a=1&b=2', 'https://vendor.example/reports/7?t=abc&u=1'])
    expect(text).toContain('Reschedule: type /update reschedule acme/production in your channel')
    expect(text).toContain('Show the health report: type /update health acme in your channel')
    expect(text).not.toContain('seen')
  })

  it('loads nothing from anywhere and fits a phone, in light and in dark', () => {
    const { elements } = parse(mail.html)
    expect(elements.map(({ name }) => name)).not.toContain('img')
    expect(mail.html).not.toMatch(/url\(|@import|<link|<script|width:\s*\d{3,}px;(?!margin)/)
    expect(mail.html).toContain('name="viewport"')
    expect(mail.html).toContain('prefers-color-scheme: dark')
  })

  it('says in both parts when, how long and what can be done', () => {
    for (const part of [mail.text, parse(mail.html).text]) {
      expect(part).toContain('Sunday 6 December 2026, 02:00 (Toronto)')
      expect(part).toContain('about 60 minutes')
      expect(part).toContain('/update cancel acme/production')
    }
  })
})

describe('a stranger’s text', () => {
  const mail = renderMail(hostileCard, options)

  it('stays one short line in the subject', () => {
    expect(mail.subject.length).toBeLessThanOrEqual(150)
    expect(mail.subject).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u)
    expect(mail.subject).toBe(wellFormed(mail.subject))
  })

  it.each([148, 149, 150, 151])('is cut between characters when an emoji stands at %i', (at) => {
    const { subject } = renderMail({ ...rolloutCard, summary: `${'x'.repeat(at - 1)}🙂🙂🙂` }, options)
    expect(subject).toBe(wellFormed(subject))
    expect(subject.length).toBeLessThanOrEqual(150)
  })

  it('brings no element, no attribute and no link into the HTML', () => {
    const { elements } = parse(mail.html)
    const known = 'html head meta title style body div h1 h2 p br ul li table tr th td strong code a blockquote'
    expect(elements.map(({ name }) => name).filter((name) => !known.split(' ').includes(name))).toEqual([])
    const names = new Set(elements.flatMap(({ attributes }) => Object.keys(attributes)))
    expect([...names].filter((name) => name.startsWith('on'))).toEqual([])
    const links = elements.flatMap(({ attributes }) => attributes['href'] ?? [])
    expect(links).toEqual(['https://ok.example/%22onmouseover=%22alert(1)'])
  })

  it('is shown, but not as an address that a reader of mail would link', () => {
    for (const part of [mail.text, parse(mail.html).text]) {
      expect(part).toContain('<script>alert(1)</script>')
      expect(part).not.toMatch(/http:\/\/evil|www\.evil/)
      expect(part.replaceAll('\u2060', '')).toContain('http://evil.example/login')
      expect(part).not.toMatch(/\p{Bidi_Control}|[^\P{Cc}\n\t]/u)
    }
  })

  it('keeps emoji, right-to-left words and joiners', () => {
    const text = 'می‌خواهم שלום 👩‍👩‍👧'
    const { html, subject } = renderMail({ ...rolloutCard, summary: text, title: text }, options)
    expect(subject).toBe(text)
    expect(parse(html).text).toContain(text)
  })
})

it('types a verb’s arguments in their order, up to the first that is missing, on one line', () => {
  const type = (args: Record<string, string>) => typedWords({ verb: 'cancel', label: '', args }, options)
  expect(type({ reason: 'r', system: 'acme/staging' })).toBe('/update cancel acme/staging')
  expect(type({ seen: '3' })).toBe('/update cancel')
  expect(type({ system: hostile })).not.toMatch(/[\r\n\u202E]/)
})
