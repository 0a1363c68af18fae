import { describe, expect, it } from 'vitest'
import { lastToHear } from '../../../src/domain/notices/topic.ts'
import type { PersonalSettings, Topic } from '../../../src/domain/people/personal-settings.ts'
import type { Address, Place } from '../../../src/domain/people/place.ts'

const place = (id: string, administrator: string | null, address: Address, gone = false): Place => ({
  id,
  administrator,
  address,
  gone,
  client: 'acme',
  room: null,
})
const mailbox = (who: string) =>
  place(`mailbox of ${who}`, who, { kind: 'mailbox', email: `${who}@acme.example`, name: who })
const direct = (who: string, gone = false) =>
  place(`direct of ${who}`, who, { kind: 'direct', platform: 'slack', workspace: 'T1', user: who }, gone)
const channel = place('channel', null, {
  kind: 'channel',
  platform: 'slack',
  workspace: 'T1',
  channel: 'C1',
})

const unmailed: PersonalSettings = { off: { mail: ['reminders', 'changes'] } }
const bobWithout = { id: 'bob', settings: { off: { mail: ['reminders', 'changes'], direct: ['reminders'] } } }
const bobDirect = { id: 'bob', settings: { off: { mail: ['reminders', 'changes'] } } } as const

describe('who would be the last to hear of something', () => {
  it.each<
    [
      string,
      readonly Place[],
      PersonalSettings,
      readonly { id: string; settings?: PersonalSettings }[],
      readonly Topic[],
    ]
  >([
    ['there is a channel', [mailbox('ada'), channel], unmailed, [], []],
    ['a colleague has mail', [mailbox('ada'), mailbox('bob')], unmailed, [{ id: 'bob' }], []],
    [
      'a colleague does without, too',
      [mailbox('ada'), mailbox('bob')],
      unmailed,
      [bobWithout as { id: string; settings: PersonalSettings }],
      ['reminders', 'changes'],
    ],
    ['they have reminders as direct messages', [mailbox('ada'), direct('ada')], unmailed, [], ['changes']],
    ['their direct messages are gone', [mailbox('ada'), direct('ada', true)], unmailed, [], ['reminders', 'changes']],
    [
      'they want no direct messages either',
      [mailbox('ada'), direct('ada')],
      { off: { mail: ['reminders'], direct: ['reminders'] } },
      [],
      ['reminders'],
    ],
    ['a colleague has them as direct messages', [mailbox('ada'), direct('bob')], unmailed, [bobDirect], ['changes']],
    [
      'a colleague who never chose has no direct messages',
      [mailbox('ada'), direct('bob')],
      unmailed,
      [{ id: 'bob' }],
      ['reminders', 'changes'],
    ],
  ])('%s', (_, places, wished, others, last) => {
    expect(lastToHear(wished, 'ada', places, [{ id: 'ada' }, ...others])).toEqual(last)
  })
})
