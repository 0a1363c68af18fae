import fc from 'fast-check'
import type { Action, Block, Card, Span, Text } from '../../../src/notices/card/card.ts'
import type { Field, Form } from '../../../src/notices/card/form.ts'

/** Strings as strangers write them: long, empty, hostile, in any script. */
const hostile = fc.constantFrom(
  '<!channel> <!here> <@U012345> <#C1|x> <https://evil.example|click>',
  '*bold* _it_ ~gone~ `code` ```fence``` :tada: &lt;!channel&gt;',
  '\u202Eevil\u2066\u200B<\u200B!channel>\u0000\u001b[31mred',
  '> quote\n> more\n\n\n\n1. list',
  '\uD800 half \uDFFF',
  'שלום עולם 12:00',
  '👨‍👩‍👧‍👦'.repeat(40),
  'x'.repeat(5000),
  '&<>'.repeat(1500),
  '\n'.repeat(500),
)
const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  hostile,
  fc.constant(''),
)

const account = fc.record({
  platform: fc.constantFrom('slack' as const, 'teams' as const),
  workspace: fc.constantFrom('T1', 'T2'),
  user: fc.constantFrom('U1', 'W2', '<!channel>', 'u3'),
})
const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom('javascript:alert(1)', 'https://a.example/?a=1&b=2|<x>', `https://a.example/${'x'.repeat(4000)}`),
  words,
)
const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  fc.record({ bold: words }),
  fc.record({ code: words }),
  fc.record({ link: address, label: words }),
  fc.record({ person: words, accounts: fc.array(account, { maxLength: 3 }) }),
)
const text: fc.Arbitrary<Text> = fc.oneof(words, fc.array(span, { maxLength: 8 }))
const fact = fc.record({ label: words, value: text })

const verb = fc.constantFrom('status', 'reschedule', 'cancel', 'accept-request')
const args = fc.dictionary(fc.constantFrom('system', 'seen', 'reason', 'when', '__proto__'), words, {
  maxKeys: 4,
})
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record(
    { verb, label: words, args, style: fc.constantFrom('primary' as const, 'danger' as const) },
    { requiredKeys: ['verb', 'label', 'args'] },
  ),
  fc.record({ link: address, label: words }),
)

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('facts' as const), facts: fc.array(fact, { maxLength: 25 }) }),
  fc.record({ type: fc.constant('list' as const), items: fc.array(text, { maxLength: 60 }) }),
  fc.record({ type: fc.constant('quote' as const), text: words }),
  fc.record({
    type: fc.constant('section' as const),
    title: words,
    facts: fc.array(fact, { maxLength: 12 }),
    actions: fc.array(action, { maxLength: 30 }),
  }),
  fc.record({ type: fc.constant('divider' as const) }),
)

export const arbitraryCard: fc.Arbitrary<Card> = fc.record(
  {
    kind: fc.constant('any'),
    tone: fc.constantFrom('neutral' as const, 'good' as const, 'warning' as const, 'bad' as const),
    title: words,
    summary: words,
    blocks: fc.array(block, { maxLength: 70 }),
    actions: fc.array(action, { maxLength: 60 }),
    footer: words,
  },
  { requiredKeys: ['kind', 'tone', 'title', 'summary', 'blocks', 'actions'] },
)

const fieldInput = fc.oneof(
  fc.record(
    {
      type: fc.constant('text' as const),
      initial: words,
      multiline: fc.boolean(),
      maxLength: fc.integer({ min: 1, max: 10_000 }),
      placeholder: words,
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    { type: fc.constant('date' as const), initial: fc.constantFrom('2026-12-06', 'tomorrow') },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constant('time' as const),
      initial: fc.constantFrom('02:00', '25:00'),
      zone: fc.constantFrom('America/Toronto', 'Pacific/Auckland'),
    },
    { requiredKeys: ['type', 'zone'] },
  ),
  fc.record(
    {
      type: fc.constant('choice' as const),
      initial: words,
      options: fc.array(fc.record({ value: words, label: words }), { maxLength: 150 }),
    },
    { requiredKeys: ['type', 'options'] },
  ),
)

export const arbitraryForm: fc.Arbitrary<Form> = fc.record({
  verb,
  title: words,
  blocks: fc.array(block, { maxLength: 40 }),
  fields: fc
    .array(
      fc.tuple(
        fc.record({ label: words, hint: words, optional: fc.boolean() }, { requiredKeys: ['label'] }),
        fieldInput,
      ),
      { maxLength: 8 },
    )
    .map((fields) => fields.map(([about, input], at): Field => ({ name: `field-${at}`, ...about, ...input }))),
  args,
  submit: words,
})
