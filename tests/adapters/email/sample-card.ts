import type { RenderMailOptions } from '../../../src/adapters/email/rendered-mail.ts'
import type { Card } from '../../../src/notices/card/card.ts'

export const options: RenderMailOptions = {
  command: '/update',
  parametersOf: (verb) => (verb === 'health' ? ['client'] : ['system', 'time', 'reason']),
  signature: 'Zerotouch',
}

export const rolloutCard: Card = {
  kind: 'rollout',
  tone: 'good',
  title: 'Release 3.9.12 will be installed at Acme',
  summary: 'Acme: release 3.9.12 is scheduled for Sunday 6 December, 02:00',
  blocks: [
    {
      type: 'text',
      text: [
        'The copy passed its health check. Please read the ',
        { link: 'https://vendor.example/notes/3.9.12?a=1&b=2', label: 'release notes' },
        ' before.',
      ],
    },
    {
      type: 'section',
      title: 'acme/production',
      facts: [
        { label: 'Starts', value: 'Sunday 6 December 2026, 02:00 (Toronto)' },
        { label: 'Outage', value: [{ bold: 'about 60 minutes' }] },
      ],
      actions: [
        {
          verb: 'reschedule',
          label: 'Reschedule',
          args: { system: 'acme/production', seen: '4' },
          style: 'primary',
        },
        { verb: 'cancel', label: 'Cancel', args: { system: 'acme/production', seen: '4' }, style: 'danger' },
      ],
    },
    { type: 'divider' },
    { type: 'list', items: ['one', ['two ', { code: 'x < y' }]] },
    { type: 'quote', text: 'AssertionError: expected 200\n  but got 500' },
    { type: 'facts', facts: [{ label: 'Asked by', value: [{ person: 'Dana Smith', accounts: [] }] }] },
  ],
  actions: [
    { link: 'https://vendor.example/reports/7?t=abc&u=1', label: 'Open the report' },
    { verb: 'health', label: 'Show the health report', args: { client: 'acme' } },
  ],
  footer: 'Scheduled by Zerotouch',
}

export const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><a href='javascript:alert(1)'>x</a>",
  'line\r\nBcc: victim@example.com\r\n\r\nbody',
  '\u202Egnp.exe\u202C',
  'http://evil.example/login',
  'www.evil.example',
  '</style></head><body onload=alert(1)>',
  '&lt;b&gt; &amp; {{7*7}}',
  '\u0000\u0007\u001B[31mred\u009B',
  '=?utf-8?Q?encoded?=',
  '🙂'.repeat(20),
  'x'.repeat(300),
].join(' ')

export const hostileCard: Card = {
  kind: hostile,
  tone: 'bad',
  title: hostile,
  summary: hostile,
  blocks: [
    { type: 'text', text: hostile },
    {
      type: 'text',
      text: [hostile, { bold: hostile }, { code: hostile }, { person: hostile, accounts: [] }],
    },
    { type: 'text', text: [{ link: 'javascript:alert(1)', label: hostile }] },
    { type: 'text', text: [{ link: 'https://ok.example/"onmouseover="alert(1)', label: 'fine' }] },
    { type: 'facts', facts: [{ label: hostile, value: hostile }] },
    { type: 'list', items: [hostile] },
    { type: 'quote', text: hostile },
    { type: 'section', title: hostile, facts: [{ label: hostile, value: hostile }], actions: [] },
  ],
  actions: [
    { link: 'data:text/html,<script>alert(1)</script>', label: 'bad link' },
    { verb: hostile, label: hostile, args: { system: hostile } },
  ],
  footer: hostile,
}
