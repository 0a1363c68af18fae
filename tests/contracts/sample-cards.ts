import type { Action, Block, Card } from '../../src/notices/card/card.ts'
import type { Form } from '../../src/notices/card/form.ts'

export const note = (title: string, actions: readonly Action[] = [], blocks: readonly Block[] = []): Card => ({
  kind: 'note',
  tone: 'neutral',
  title,
  summary: title,
  blocks,
  actions,
})

export const everyBlock: Card = {
  kind: 'rollout',
  tone: 'good',
  title: 'Update scheduled',
  summary: 'Update 3.9.12 is scheduled for Sunday.',
  blocks: [
    { type: 'text', text: 'Your servers will be updated.' },
    { type: 'facts', facts: [{ label: 'Release', value: [{ code: '3.9.12' }] }] },
    { type: 'divider' },
    { type: 'list', items: [['Read the ', { bold: 'release notes' }, ' before.'], 'Read the release notes'] },
    {
      type: 'text',
      text: ['Notes: ', { link: 'https://vendor.example/notes/3.9.12', label: 'release notes' }],
    },
    { type: 'quote', text: 'AssertionError: expected 3\n  at line 7' },
    {
      type: 'section',
      title: 'Production',
      facts: [{ label: 'Starts', value: 'Sun 6 Dec 2026, 01:00 (America/Toronto)' }],
      actions: [
        { verb: 'reschedule', label: 'Reschedule', args: { system: 'acme/production' } },
        { verb: 'cancel', label: 'Cancel', args: { system: 'acme/production' }, style: 'danger' },
      ],
    },
  ],
  actions: [{ link: 'https://vendor.example/notes/3.9.12', label: 'Release notes' }],
  footer: 'Moved by Ana',
}

export const moveForm: Form = {
  verb: 'reschedule',
  title: 'Reschedule',
  blocks: [{ type: 'text', text: 'Now Sun 6 Dec 2026, 01:00.' }],
  fields: [
    { name: 'date', label: 'Day', type: 'date', initial: '2026-12-06' },
    { name: 'time', label: 'Time', type: 'time', initial: '01:00', zone: 'America/Toronto' },
    { name: 'reason', label: 'Reason', type: 'text', multiline: true, optional: true },
    {
      name: 'which',
      label: 'Which of the two',
      type: 'choice',
      initial: 'first',
      options: [
        { value: 'first', label: 'The first' },
        { value: 'second', label: 'The second' },
      ],
    },
  ],
  args: { system: 'acme/staging', seen: '3', reason: 'old' },
  submit: 'Move',
}

/** What strangers write to call everybody, to link away, or to break out. */
export const hostileTexts: readonly string[] = [
  '<!channel>',
  '<!here|here> <!everyone> <!subteam^S123>',
  '@here @channel @everyone',
  '<@U1ANA> <#C1|updates>',
  '<https://evil.example|your bank>',
  '[your bank](https://evil.example)',
  '<at>Ana</at>',
  '<a href="https://evil.example">x</a>',
  '```\n<!channel>\n```',
  '*bold* _it_ ~gone~ `code` :tada:',
  '\u202Egnihton\u202C \u2066x\u2069 <\u200B!channel>',
  '&lt;!channel&gt; &amp;lt;!channel&amp;gt;',
  '> quoted\n# heading\n---\n1. item',
  '{{DATE(2026-12-06T01:00:00Z,SHORT)}}',
]

/** The text wherever a stranger's text may stand. */
export const hostileCard = (text: string): Card => ({
  kind: 'hostile',
  tone: 'bad',
  title: `Title ${text}`,
  summary: `Summary ${text}`,
  blocks: [
    { type: 'text', text },
    { type: 'text', text: [{ bold: text }, ` and ${text} `, { code: text }, { person: text, accounts: [] }] },
    { type: 'facts', facts: [{ label: text, value: text }] },
    { type: 'list', items: [text, [{ bold: 'x' }, text]] },
    { type: 'quote', text },
    {
      type: 'section',
      title: text,
      facts: [],
      actions: [{ verb: 'status', label: `Label ${text}`, args: { text } }],
    },
    { type: 'text', text: 'after it' },
  ],
  actions: [],
  footer: text,
})
