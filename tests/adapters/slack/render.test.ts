import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderCard, renderHome, renderResult } from '../../../src/adapters/slack/rendering/render-card.ts'
import { renderForm } from '../../../src/adapters/slack/rendering/render-form.ts'
import type { Block, Card, Text } from '../../../src/notices/card/card.ts'
import { arbitraryCard, arbitraryForm } from './arbitrary-card.ts'
import { homeSchema, messageSchema, modalSchema } from './block-kit-schema.ts'

const reader = { workspace: 'T1' }

const card = (blocks: readonly Block[], more: Partial<Card> = {}): Card => ({
  kind: 'test',
  tone: 'neutral',
  title: 'Title',
  summary: 'Summary',
  blocks,
  actions: [],
  ...more,
})

/** Every string that Slack would show or parse. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => (key === 'value' ? [] : strings(each)))
}

const oneText = (text: Text): { type: string; text: string } => {
  const [, section] = renderCard(card([{ type: 'text', text }]), reader).blocks
  if (section?.type !== 'section' || !section.text) throw new Error('no text')
  return section.text
}

describe("Slack's limits", () => {
  test('any card is a message that Slack accepts', () => {
    fc.assert(
      fc.property(arbitraryCard, (any) => void messageSchema.parse(renderCard(any, reader))),
      { numRuns: 400 },
    )
  })

  test('any card is a view that Slack accepts', () => {
    fc.assert(
      fc.property(arbitraryCard, (any) => {
        modalSchema.parse(renderResult(any, reader, 'C1'))
        homeSchema.parse(renderHome(any, reader))
      }),
      { numRuns: 200 },
    )
  })

  test('any form is a modal that Slack accepts', () => {
    fc.assert(
      fc.property(arbitraryForm, (any) => void modalSchema.parse(renderForm(any, reader, 'C1'))),
      {
        numRuns: 400,
      },
    )
  })

  test('the validator knows a message that is too long', () => {
    const blocks = Array.from({ length: 51 }, () => ({ type: 'divider' }))
    expect(messageSchema.safeParse({ text: 'x', blocks }).success).toBe(false)
  })

  test('a card with too many parts says how many were left out', () => {
    const section = (at: number): Block => ({
      type: 'section',
      title: `System ${at}`,
      facts: [{ label: 'Start', value: 'Sunday' }],
      actions: [{ verb: 'status', label: 'Status', args: {} }],
    })
    const { blocks } = renderCard(card(Array.from({ length: 30 }, (_, at) => section(at))), reader)
    expect(blocks.length).toBeLessThanOrEqual(50)
    expect(JSON.stringify(blocks.at(-1))).toContain('… and 14 more parts')
  })

  test('text that is too long ends in a visible …', () => {
    expect(oneText('x'.repeat(5000)).text).toMatch(/^x{2999}…$/)
    expect(oneText([{ bold: 'Reason' }, ' ', 'y'.repeat(5000)]).text).toMatch(/^\*Reason\* y+…$/)
  })

  test("a form's arguments are shortened before they break Slack's limit, the ids untouched", () => {
    const view = renderForm(
      {
        verb: 'urgent',
        title: 'Ask for an urgent update',
        blocks: [],
        fields: [],
        args: { system: 'acme/production', seen: '7', reason: 'r'.repeat(5000) },
        submit: 'Ask',
      },
      reader,
      'C1',
    )
    expect(view.private_metadata?.length).toBeLessThanOrEqual(3000)
    expect(JSON.parse(view.private_metadata ?? '')).toMatchObject({
      channel: 'C1',
      args: { system: 'acme/production', seen: '7', reason: expect.stringMatching(/^r+…$/) },
    })
  })
})

describe("strangers' text", () => {
  const attacks = [
    '<!channel>',
    '<!here|here>',
    '<!subteam^S1>',
    '<@U012ABC>',
    '<#C012ABC>',
    '<https://evil.example|your bank>',
    '<mailto:a@evil.example|mail>',
    '<\u200B!channel>',
    '<\u202E!channel>',
    '\u0000<!everyone>',
    '&lt;!channel&gt;',
  ]

  test('neither mentions nor links, wherever it stands', () => {
    for (const attack of attacks) {
      const everywhere = card(
        [
          { type: 'text', text: attack },
          {
            type: 'text',
            text: [{ bold: attack }, attack, { code: attack }, { person: attack, accounts: [] }],
          },
          { type: 'text', text: [{ link: 'https://ours.example/x', label: attack }] },
          { type: 'facts', facts: [{ label: attack, value: attack }] },
          { type: 'facts', facts: [{ label: attack, value: [{ bold: attack }, attack] }] },
          { type: 'list', items: [attack, [{ bold: 'x' }, attack]] },
          { type: 'quote', text: attack },
          {
            type: 'section',
            title: attack,
            facts: [],
            actions: [{ verb: 'status', label: attack, args: {} }],
          },
        ],
        { title: attack, summary: attack, footer: attack },
      )
      for (const text of strings(renderCard(everywhere, reader))) {
        expect(text.replaceAll('<https://ours.example/x|', '')).not.toMatch(/<(?![\s=\d])/)
      }
    }
  })

  test('any card: a control sequence in the output is one of ours', () => {
    const ours = /<(@[UW][A-Z0-9]+|https?:\/\/[^|<>\s]+\|[^<>]*)>/g
    fc.assert(
      fc.property(arbitraryCard, (any) => {
        const { text, blocks } = renderCard(any, reader)
        expect(text).not.toMatch(/<[!@#a-z]/i)
        for (const said of strings(blocks)) {
          expect(said.replace(ours, '')).not.toMatch(/<([!@#]|[a-z][a-z0-9+.-]*:)/i)
          expect(said).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('stands exactly as it was written where Slack parses nothing', () => {
    const said = 'expected *3* but got `4` in my_test_name :tada: a < b && c > d'
    expect(oneText(said)).toEqual({ type: 'plain_text', text: said, emoji: false })
    expect(oneText(['a ', 'b'])).toMatchObject({ type: 'plain_text', text: 'a b' })
  })

  test('beside markup of ours it is none itself', () => {
    expect(oneText([{ bold: 'Why' }, ': *x* `y` ~z~ _w_ :tada: https://evil.example a & b']).text).toBe(
      '*Why*: ∗x∗ ˋyˋ ∼z∼ ˍwˍ ∶tada: https∶//evil.example a &amp; b',
    )
    expect(oneText([{ code: 'a`b' }, '\n> quoted']).text).toBe('`aˋb`\n› quoted')
    expect(oneText([{ bold: 'in*side' }, ' America/New_York']).text).toBe('*in∗side* America/New_York')
  })

  test.each([
    [[{ bold: 'Clients read: ' }, 'we look'], '*Clients read:* we look'],
    [['One', { bold: ' decision ' }, 'for all'], 'One *decision* for all'],
    [['a', { bold: ' ' }, 'b'], 'a b'],
    [['a ', { bold: '' }, 'b'], 'a b'],
    [[{ bold: 'Paused.\n' }, 'By Olga'], '*Paused.* By Olga'],
  ] as const)('what is bold is parted from its neighbours as it was written: %j', (spans, shown) => {
    expect(oneText(spans).text).toBe(shown)
  })

  test('a quote keeps its lines behind a bar and cannot grow without end', () => {
    const { blocks } = renderCard(card([{ type: 'quote', text: '```\nrm -rf\n```' }]), reader)
    expect(JSON.stringify(blocks)).toContain('│ ```\\n│ rm -rf\\n│ ```')
    const long = renderCard(card([{ type: 'quote', text: 'line\n'.repeat(100) }]), reader)
    expect(JSON.stringify(long.blocks)).toContain('│ …"')
  })

  test('right-to-left words, accents and emoji survive', () => {
    for (const said of ['שלום עולם', 'Zürich – Übergröße', '👨‍👩‍👧 ok', 'می‌خواهم'])
      expect(oneText(said).text).toBe(said)
  })
})

describe('people and addresses', () => {
  const ana = {
    person: 'Ana',
    accounts: [
      { platform: 'teams' as const, workspace: 'T1', user: 'U9' },
      { platform: 'slack' as const, workspace: 'T1', user: 'U1' },
    ],
  }

  test('somebody of this workspace is mentioned, somebody else named', () => {
    expect(oneText(['Moved by ', ana]).text).toBe('Moved by <@U1>')
    const [, section] = renderCard(card([{ type: 'text', text: ['Moved by ', ana] }]), {
      workspace: 'T2',
    }).blocks
    expect(section).toMatchObject({ text: { text: 'Moved by Ana' } })
  })

  test('an account that is no user id mentions nobody', () => {
    const forged = {
      person: 'Eve',
      accounts: [{ platform: 'slack' as const, workspace: 'T1', user: '!channel' }],
    }
    expect(oneText([forged, ' ']).text).toBe('Eve ')
  })

  test('only web addresses become links and buttons', () => {
    expect(oneText([{ link: 'javascript:alert(1)', label: 'press' }, ' ']).text).toBe('press ')
    const { blocks } = renderCard(
      card([], {
        actions: [
          { link: 'javascript:alert(1)', label: 'no' },
          { link: 'https://ours.example/?a=1&b=2', label: 'Notes' },
        ],
      }),
      reader,
    )
    expect(blocks.at(-1)).toMatchObject({
      type: 'actions',
      elements: [{ url: 'https://ours.example/?a=1&b=2', text: { text: 'Notes' } }],
    })
  })
})

describe('how a card reads', () => {
  test('tone is a sign beside the words; buttons stand under what they act on; the rest is small print', () => {
    const { text, blocks } = renderCard(
      card(
        [
          { type: 'facts', facts: [{ label: 'Release', value: '3.9.12' }] },
          {
            type: 'section',
            title: 'Production',
            facts: [{ label: 'Starts', value: 'Sun 6 Dec 2026, 01:00' }],
            actions: [
              { verb: 'reschedule', label: 'Reschedule', args: { system: 'acme/production', seen: 'U-1:3' } },
              { verb: 'cancel', label: 'Cancel', args: { system: 'acme/production' }, style: 'danger' },
            ],
          },
        ],
        { tone: 'good', title: 'Scheduled', footer: 'Moved by Ana' },
      ),
      reader,
    )
    expect(text).toBe('Summary')
    expect(blocks).toMatchObject([
      { type: 'header', text: { text: '✅ Scheduled' } },
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*Release*\n3.9.12' }] },
      { type: 'divider' },
      {
        type: 'section',
        text: { text: '*Production*' },
        fields: [{ text: '*Starts*\nSun 6 Dec 2026, 01:00' }],
      },
      {
        type: 'actions',
        elements: [
          {
            action_id: 'reschedule#1',
            value: '{"system":"acme/production","seen":"U-1:3"}',
            text: { text: 'Reschedule' },
          },
          { action_id: 'cancel#2', style: 'danger' },
        ],
      },
      { type: 'context', elements: [{ type: 'plain_text', text: 'Moved by Ana' }] },
    ])
  })

  test("a form asks in the form's zone", () => {
    const view = renderForm(
      {
        verb: 'reschedule',
        title: 'Reschedule',
        blocks: [{ type: 'text', text: 'Now Sunday 01:00.' }],
        fields: [
          { name: 'date', label: 'Day', type: 'date', initial: '2026-12-06' },
          { name: 'time', label: 'Time', type: 'time', initial: '01:00', zone: 'America/Toronto' },
          { name: 'reason', label: 'Reason', type: 'text', multiline: true, maxLength: 500, optional: true },
          {
            name: 'which',
            label: 'Which',
            type: 'choice',
            initial: 'b',
            options: ['a', 'b'].map((value) => ({ value, label: value })),
          },
        ],
        args: { system: 'acme/staging' },
        submit: 'Move',
      },
      reader,
      'C1',
    )
    expect(view).toMatchObject({
      type: 'modal',
      callback_id: 'reschedule',
      submit: { text: 'Move' },
      blocks: [
        { type: 'section' },
        { type: 'input', block_id: 'date', element: { type: 'datepicker', initial_date: '2026-12-06' } },
        {
          block_id: 'time',
          element: { type: 'timepicker', initial_time: '01:00', timezone: 'America/Toronto' },
        },
        { block_id: 'reason', optional: true, element: { type: 'plain_text_input', max_length: 500 } },
        { block_id: 'which', element: { type: 'static_select', initial_option: { value: 'b' } } },
      ],
    })
  })
})
