import { describe, expect, it } from 'vitest'
import { renderCard as renderForSlack } from '../../src/adapters/slack/rendering/render-card.ts'
import { renderForm as renderFormForSlack } from '../../src/adapters/slack/rendering/render-form.ts'
import { renderCard as renderForTeams } from '../../src/adapters/teams/rendering/render-card.ts'
import { renderForm as renderFormForTeams } from '../../src/adapters/teams/rendering/render-form.ts'
import type { Client } from '../../src/domain/people/client.ts'
import { defaultPolicyNumbers as numbers } from '../../src/domain/people/policy-numbers.ts'
import { readWindows } from '../../src/domain/time/windows/reading/read-windows.ts'
import type { Card } from '../../src/notices/card/card.ts'
import type { Form } from '../../src/notices/card/form.ts'
import { policyCard } from '../../src/notices/clients/policy-card.ts'
import { settingsCard } from '../../src/notices/clients/settings-card.ts'
import { windowsChangedCard } from '../../src/notices/clients/settings-news.ts'
import { confirmWindowsForm, windowsForm } from '../../src/notices/forms/settings-forms.ts'
import { statusCard } from '../../src/notices/updates/status-card.ts'
import { messageSchema, modalSchema } from '../adapters/slack/block-kit-schema.ts'
import { problemsOf } from '../adapters/teams/check-card.ts'
import { wordsOf } from '../support/chat.ts'
import { samStamp as by, noon, sampleClient, sampleRelease } from '../support/samples.ts'

const monthly = ['first SUN 02:00-06:00', 'last SAT 23:00-SUN 02:00', 'MON-FRI 22:00-02:00']
/** As many as there may be, of the longest words. */
const many = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']
  .flatMap((day) => Array.from({ length: 7 }, (_, hour) => `first,third,fifth ${day} 0${hour}:00-0${hour}:45`))
  .concat('daily 22:00-02:00')
const clientWith = (windows: readonly string[]): Client => sampleClient({ windows })

const cardsOf = (client: Client): readonly Card[] => {
  const document = { zone: client.zone, windows: client.windows }
  const view = { client, set: { windows: client.windows }, document, freezes: [] }
  const facts = { ...document, was: document, by, reason: 'asked for' }
  return [
    statusCard({
      client,
      now: noon,
      current: sampleRelease(),
      verification: null,
      numbers,
      systems: [
        {
          environment: 'production',
          version: '3.9.11',
          url: null,
          update: null,
          last: null,
          seenBy: [],
          request: null,
        },
      ],
    }),
    settingsCard(view, { may: 'others' }),
    policyCard(client, numbers),
    windowsChangedCard(facts, client),
  ]
}
const formsOf = (client: Client): readonly Form[] => [
  windowsForm(client, 'none'),
  confirmWindowsForm(client, client, { next: [], scheduled: [], reason: null, asks: 'none', seen: '1' }),
]

describe('windows in cards', () => {
  it('are said in plain words, and as they can be typed where they are set', () => {
    const [status, settings, policy, news] = cardsOf(clientWith(monthly))
    for (const card of [status, settings, policy, news]) {
      const words = card ? `${wordsOf(card)} ${card.footer ?? ''}` : ''
      expect(words).toContain('the first Sunday of each month, 02:00 to 06:00')
      expect(words).toContain('the last Saturday of each month, 23:00 to 02:00 the next day')
      expect(words).toContain('Mondays to Fridays, 22:00 to 02:00 the next day')
    }
    expect(settings && wordsOf(settings)).toContain('last SAT 23:00-SUN 02:00')
  })

  it.each([
    ['of each month', monthly],
    ['as many as there may be', many],
  ])('%s: fit on every platform', (_, windows) => {
    expect(readWindows(windows.join('\n'), 45)).toEqual({ ok: true, value: windows })
    const client = clientWith(windows)
    for (const card of cardsOf(client)) {
      expect(card.summary.length).toBeLessThanOrEqual(250)
      expect(card.title.length).toBeLessThanOrEqual(120)
      messageSchema.parse(renderForSlack(card, { workspace: 'T1' }))
      expect(problemsOf(renderForTeams(card, { workspace: 'T1' }))).toEqual([])
    }
    for (const form of formsOf(client)) {
      const modal = modalSchema.parse(renderFormForSlack(form, { workspace: 'T1' }, 'C1'))
      expect(problemsOf(renderFormForTeams(form, { workspace: 'T1' }))).toEqual([])
      // What is saved is carried whole: a window that was cut off would be another one.
      if (form.args['windows']) expect(JSON.stringify(modal)).toContain(windows.at(-1))
      expect(form.fields.find(({ name }) => name === 'windows')?.initial ?? windows.join('\n')).toBe(windows.join('\n'))
    }
  })

  it('more than can be read in seconds are counted', () => {
    expect(wordsOf(cardsOf(clientWith(many))[2] as Card)).toContain('; and 42 more (America/Toronto)')
    const [, confirm] = formsOf(clientWith(many))
    const list = confirm?.blocks.find(({ type }) => type === 'list')
    expect(list?.type === 'list' && list.items).toHaveLength(50)
  })

  it('a zone that may not be meant is said before it counts', () => {
    const client = { ...clientWith(monthly), zone: 'EST' }
    const [, confirm] = formsOf(client)
    expect(JSON.stringify(confirm?.blocks)).toContain('Look again: EST')
    expect(JSON.stringify(formsOf(clientWith(monthly))[1])).not.toContain('Look again')
  })
})
