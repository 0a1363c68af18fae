import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formData, unpackCarried } from '../../../src/adapters/teams/rendering/arguments.ts'
import { messageOf, renderCard } from '../../../src/adapters/teams/rendering/render-card.ts'
import { renderForm } from '../../../src/adapters/teams/rendering/render-form.ts'
import type { AdaptiveCard, TextRun } from '../../../src/adapters/teams/text/adaptive-card.ts'
import type { Card } from '../../../src/notices/card/card.ts'
import type { Form } from '../../../src/notices/card/form.ts'
import { everyBlock, hostileCard, hostileTexts, moveForm, note } from '../../contracts/sample-cards.ts'
import { actionsOf, elementsOf, inputsOf } from '../../contracts/teams-page.ts'
import { arbitraryCard, arbitraryForm } from '../slack/arbitrary-card.ts'
import { ana, otherTenant, tenant } from './activities.ts'
import { problemsOf } from './check-card.ts'

const reader = { workspace: tenant }
const runsOf = (card: AdaptiveCard): TextRun[] =>
  elementsOf(card.body).flatMap((element) => (element.type === 'RichTextBlock' ? [...element.inlines] : []))
const markdownOf = (card: AdaptiveCard): string[] =>
  elementsOf(card.body).flatMap((element) => (element.type === 'TextBlock' ? [element.text] : []))
const moved = (person: string, workspace = tenant): Card =>
  note('Moved', [], [{ type: 'text', text: ['Moved by ', { person, accounts: [{ ...ana, workspace }] }, ' *now*'] }])

describe('every card', () => {
  test('whatever stands in it, is one that Teams takes', () => {
    fc.assert(
      fc.property(arbitraryCard, (card) => {
        expect(problemsOf(renderCard(card, reader))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('and every form', () => {
    fc.assert(
      fc.property(arbitraryForm, (form) => {
        expect(problemsOf(renderForm(form, reader, { 'field-0': 'No.', other: 'No!' }))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('the checks find what is wrong: an unknown element, a stray property, a card that is too long', () => {
    const good = renderCard(everyBlock, reader)
    expect(problemsOf(good)).toEqual([])
    expect(problemsOf({ ...good, body: [{ type: 'Nothing' }] as never })).not.toEqual([])
    expect(problemsOf({ ...good, onClick: 'x' } as never)).not.toEqual([])
    const long = { ...good.body[0]!, items: [{ type: 'TextBlock', text: 'x'.repeat(29_000), wrap: true }] }
    expect(problemsOf({ ...good, body: [long] as never })).not.toEqual([])
  })

  test('that is too long is cut to 28 KB, and says how much is missing', () => {
    const items = Array.from({ length: 3_000 }, (_, at) => `Case ${at} échoué ☃`)
    const card = renderCard(
      note('Failures', [{ verb: 'status', label: 'Status', args: {} }], [{ type: 'list', items }]),
      reader,
    )
    expect(problemsOf(card)).toEqual([])
    expect(Buffer.byteLength(JSON.stringify(messageOf(card)))).toBeGreaterThan(27_000)
    const [, shown, left] =
      /(\d+) échoué ☃(?:(?!échoué).)*and (\d+) more/s.exec(
        runsOf(card)
          .map(({ text }) => text)
          .join('\n'),
      ) ?? []
    expect(Number(shown) + 1 + Number(left)).toBe(3_000)
    expect(actionsOf(card).map(({ title }) => title)).toEqual(['Status'])
  })

  test('with a hundred buttons says how many are missing', () => {
    const actions = Array.from({ length: 100 }, (_, at) => ({
      verb: 'status',
      label: `Status ${at}`,
      args: { at: 'x'.repeat(500) },
    }))
    const card = renderCard(note('Many', actions), reader)
    expect(problemsOf(card)).toEqual([])
    expect(runsOf(card).at(-1)?.text).toBe(`… and ${100 - actionsOf(card).length} more buttons`)
  })
})

describe("strangers' text", () => {
  test.each(hostileTexts)('%j is shown and nothing else', (text) => {
    const card = renderCard(hostileCard(text), reader)
    expect(problemsOf(card)).toEqual([])
    expect(card.msteams?.entities).toBeUndefined()
    expect(runsOf(card).filter(({ selectAction }) => selectAction)).toEqual([])
    // What a button carries is not shown.
    const said = JSON.stringify(card, (key, value) => (key === 'data' ? undefined : value))
    expect(said).not.toMatch(/<\s*\/?\s*at\b/i)
    expect(said).not.toMatch(/\{\{\s*[A-Z]/)
    for (const words of [...markdownOf(card), card.fallbackText]) expect(words).not.toMatch(/[<[\]*`]|https?:\/\//)
  })

  test('beside somebody who is mentioned nothing of it is markdown', () => {
    const text =
      '**b** _i_ [x](https://evil.example) <at>Bob</at> https://evil.example www.evil.example a@evil.example\n- l\n1. n\n# h'
    const card = renderCard(
      note('N', [], [{ type: 'text', text: [text, { person: '*Ana* </at>', accounts: [ana] }, { bold: text }] }]),
      reader,
    )
    const markdown = markdownOf(card).at(-1) ?? ''
    const own = markdown.replace(/<at>[^<]*<\/at>/, '').replace(/^(.*?)\*\*(.*)\*\*$/s, '$1$2')
    expect(own).not.toMatch(/[<>[\]*`]|:\/\/|www\.|\w@\w|^\s*(?:- |\d+\. |#)/m)
    expect(card.msteams?.entities).toHaveLength(1)
  })

  test('what is bold is parted from its neighbours as it was written', () => {
    const spans = [{ bold: 'Clients read: ' }, 'we', { bold: ' look ' }, 'now']
    const shown = runsOf(renderCard(note('N', [], [{ type: 'text', text: spans }]), reader)).map(({ text }) => text)
    expect(shown.join('')).toContain('Clients read: we look now')
    const beside = [...spans, ' ', { person: 'Ana', accounts: [ana] }]
    const markdown = markdownOf(renderCard(note('N', [], [{ type: 'text', text: beside }]), reader)).at(-1)
    expect(markdown).toMatch(/^\*\*Clients read:\*\* we \*\*look\*\* now <at>/)
  })

  test('a name that two people share mentions only the first', () => {
    const twin = { ...ana, user: '55555555-5555-4555-8555-555555555555' }
    const text = [{ person: 'Ana', accounts: [ana] }, ' and ', { person: 'Ana', accounts: [twin] }]
    const card = renderCard(note('N', [], [{ type: 'text', text }]), reader)
    expect(card.msteams?.entities).toMatchObject([{ mentioned: { id: ana.user } }])
    expect(markdownOf(card).at(-1)).toBe('<at>Ana</at> and Ana')
  })

  test('a person of another tenant, or with an id that is none, is named', () => {
    expect(renderCard(moved('Ana', otherTenant), reader).msteams?.entities).toBeUndefined()
    const odd = { person: 'Ana', accounts: [{ ...ana, user: '*' }] }
    expect(renderCard(note('N', [], [{ type: 'text', text: [odd] }]), reader).msteams?.entities).toBeUndefined()
  })
})

describe('a form', () => {
  test('asks for the day and the time on the clock that it names', () => {
    const card = renderForm(moveForm, reader)
    expect(inputsOf(card)).toMatchObject([
      { type: 'Input.Date', id: 'date', value: '2026-12-06', isRequired: true },
      { type: 'Input.Time', id: 'time', value: '01:00', label: 'Time (America/Toronto)' },
      { type: 'Input.Text', id: 'reason', isMultiline: true, isRequired: false },
      { type: 'Input.ChoiceSet', id: 'which', value: 'first' },
    ])
    expect(actionsOf(card)).toMatchObject([{ title: 'Move', verb: 'reschedule', style: 'positive' }])
  })

  test('says what is wrong at the field, and above all what belongs to none', () => {
    const card = renderForm(moveForm, reader, {
      time: 'That quarter-hour is full.',
      seen: 'Somebody was faster.',
    })
    const [, general] = card.body
    expect(JSON.stringify(general)).toContain('Somebody was faster.')
    const box = card.body.find((element) => JSON.stringify(element).includes('quarter-hour is full'))
    expect(box).toMatchObject({ type: 'Container', style: 'attention' })
    expect(JSON.stringify(box)).toContain('"id":"time"')
  })

  test('travels with its button, and is read back as it was', () => {
    const { verb, args, ...drawn } = moveForm
    expect(unpackCarried(formData(moveForm))).toEqual({
      verb,
      args,
      via: 'form',
      form: drawn,
      fields: ['date', 'time', 'reason', 'which'],
    })
  })

  test('that is too long to travel leaves itself behind, never its arguments', () => {
    const long: Form = { ...moveForm, blocks: [{ type: 'quote', text: 'x'.repeat(9_000) }] }
    expect(unpackCarried(formData(long))?.form).toMatchObject({ blocks: [], title: moveForm.title })
    const choices = Array.from({ length: 100 }, (_, at) => ({ value: `${at}`, label: 'x'.repeat(200) }))
    const longer: Form = {
      ...moveForm,
      fields: [{ name: 'which', label: 'W', type: 'choice', options: choices }],
    }
    expect(unpackCarried(formData(longer))).toMatchObject({
      form: null,
      args: moveForm.args,
      fields: ['which'],
    })
  })

  test('what people send in its place is no form', () => {
    for (const data of [
      null,
      1,
      'x',
      {},
      { zerotouch: null },
      { zerotouch: { verb: 1 } },
      { zerotouch: { verb: 'x', via: 'typed' } },
    ])
      expect(unpackCarried(data)).toBeNull()
    const odd = unpackCarried({
      zerotouch: { verb: 'x', via: 'form', args: { a: 1, b: 'y' }, form: { title: {} } },
    })
    expect(odd).toEqual({ verb: 'x', via: 'form', args: { b: 'y' }, fields: [], form: null })
  })
})
