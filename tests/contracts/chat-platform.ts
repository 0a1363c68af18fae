import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Command, Invocation } from '../../commands/command/define-command.ts'
import { type Registry, runCommand, type Said } from '../../commands/command/run-command.ts'
import type { Outgoing, SendOutcome } from '../../src/app/ports/delivery-ports.ts'
import type { App } from '../../src/app/use-cases/app.ts'
import type { Person } from '../../src/domain/people/actor.ts'
import type { ChatAccount, ChatPlatform } from '../../src/domain/people/client.ts'
import type { Place } from '../../src/domain/people/place.ts'
import type { Card } from '../../src/notices/card/card.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { decideTogetherForm } from '../../src/notices/forms/decide-together-form.ts'
import { sampleFinding } from '../support/samples.ts'
import { everyBlock, hostileCard, hostileTexts, moveForm, note } from './sample-cards.ts'

/** What one person sees after doing something, whatever the platform calls it. */
export type Seen =
  | { readonly kind: 'card'; readonly text: string; readonly buttons: readonly string[] }
  | {
      readonly kind: 'form'
      readonly text: string
      /** Each field with what stands in it. */
      readonly fields: Readonly<Record<string, string | null>>
    }
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  /** Taken note of, without anything new to see. */
  | { readonly kind: 'nothing' }

export type ShownMessage = {
  readonly text: string
  readonly buttons: readonly string[]
  /** Who gets called by it: user ids, or words such as `channel`. */
  readonly mentions: readonly string[]
  readonly links: readonly string[]
  readonly isReply: boolean
}

/** One person at the platform's page, and what stands in a channel; everything goes through the real adapter. */
export type Chat = {
  say(who: ChatAccount, channel: string | null, text: string): Promise<Seen>
  /** Presses the button with that label in what this person saw last, or in the newest message of the channel. */
  press(who: ChatAccount, channel: string, label: string, how?: { twice: boolean }): Promise<Seen>
  /** Fills the form that this person saw last; what is not named stays as it is. */
  fill(who: ChatAccount, values: Readonly<Record<string, string | null>>): Promise<Seen>
  /** The platform delivers its last request once more. */
  repeat(): Promise<void>
  send(outgoing: Outgoing): Promise<SendOutcome>
  /** Somebody removes all messages. */
  clear(): Promise<void>
  shown(channel: string): Promise<readonly ShownMessage[]>
  /** What was written to the log, as text. */
  log(): string
  stop(): Promise<void>
}

export type ChatDriver = {
  readonly platform: ChatPlatform
  readonly workspace: string
  /** Ids as the platform makes them. */
  readonly users: { readonly ana: string; readonly sam: string; readonly nobody: string }
  readonly channels: { readonly client: string; readonly internal: string }
  open(run: (said: Said) => Promise<Reply>): Promise<Chat>
}

/** What every chat platform must do with the verbs, whoever wrote its adapter. */
export function chatPlatformContract(driver: ChatDriver): void {
  const { platform, workspace, users } = driver
  const { client: clientChannel, internal: internalChannel } = driver.channels
  const account = (user: string): ChatAccount => ({ platform, workspace, user })
  const ana = account(users.ana)
  const sam = account(users.sam)
  const nobody = account(users.nobody)

  let chat: Chat
  let heard: Invocation[]
  let answers: Map<string, (invocation: Invocation) => Reply | Promise<Reply>>

  const verb = (name: string, more: Partial<Command> = {}): [string, Command] => [
    name,
    {
      verb: name,
      summary: name,
      usage: '',
      examples: [],
      for: 'everyone',
      parameters: ['system', 'when'],
      async run(invocation) {
        heard.push(invocation)
        return (await answers.get(name)?.(invocation)) ?? replyCard(note(`Answer to ${name}`))
      },
      ...more,
    },
  ]
  const registry: Registry = new Map([
    verb('menu'),
    verb('status'),
    verb('reschedule'),
    verb('cancel'),
    verb('help'),
    verb('accept-request', { for: ['services'] }),
  ])

  const people: [ChatAccount, Person][] = [
    [ana, { kind: 'person', id: 'ana', name: 'Ana', administers: ['acme'], roles: [] }],
    [sam, { kind: 'person', id: 'sam', name: 'Sam', administers: [], roles: ['services'] }],
  ]
  const same = (a: ChatAccount, b: ChatAccount) =>
    a.platform === b.platform && a.workspace === b.workspace && a.user === b.user
  const place = (channel: string, about: Partial<Place>): Place => ({
    id: channel,
    address: { kind: 'channel', platform, workspace, channel },
    client: null,
    room: null,
    administrator: null,
    gone: false,
    ...about,
  })
  const places = [place(clientChannel, { client: 'acme' }), place(internalChannel, { room: 'services' })]
  const app = {
    meet: async (asked: ChatAccount, channel: { channel: string } | null) => {
      const person = people.find(([known]) => same(known, asked))?.[1]
      return person ? { person, place: places.find(({ id }) => id === channel?.channel) ?? null } : null
    },
  } as unknown as App

  const outgoing = (card: Card, more: Partial<Outgoing> = {}): Outgoing => ({
    delivery: '1',
    place: places[0]!,
    card,
    mode: 'post',
    standing: 'rollout:acme:3.9.12',
    standingMessage: null,
    ...more,
  })

  beforeEach(async () => {
    heard = []
    answers = new Map()
    chat = await driver.open((said) => runCommand(registry, said, app))
  })
  afterEach(() => chat.stop())

  describe('verbs', () => {
    test.each(['menu', 'status', 'reschedule', 'cancel', 'help'])('%s can be typed and pressed', async (name) => {
      expect(await chat.say(ana, clientChannel, `${name.toUpperCase()}  acme/staging  sunday 2am `)).toMatchObject({
        kind: 'card',
        text: expect.stringContaining(`Answer to ${name}`),
      })
      const button = { verb: name, label: `Do ${name}`, args: { system: 'acme/staging', seen: 'U-1:3' } }
      await chat.send(outgoing(note('Scheduled', [button])))
      expect(await chat.press(sam, clientChannel, `Do ${name}`)).toMatchObject({
        text: expect.stringContaining(`Answer to ${name}`),
      })
      expect(heard).toMatchObject([
        {
          verb: name,
          via: 'typed',
          args: { system: 'acme/staging', when: 'sunday 2am' },
          actor: { id: 'ana' },
          from: { platform, client: 'acme', room: null },
        },
        { verb: name, via: 'button', args: button.args, actor: { id: 'sam' }, from: { client: 'acme' } },
      ])
    })

    test('nothing typed asks for the menu', async () => {
      await chat.say(ana, clientChannel, '  ')
      expect(heard).toMatchObject([{ verb: 'menu', args: {} }])
    })

    test('an unknown verb is answered with the nearest one', async () => {
      const seen = await chat.say(ana, clientChannel, 'reschedul acme/staging')
      expect(seen).toMatchObject({ kind: 'card', text: expect.stringMatching(/reschedule/) })
      expect(heard).toEqual([])
    })

    test('a verb of five thousand characters, of emoji or of markup is answered', async () => {
      for (const text of ['x'.repeat(5000), '🎉 🎉', '<!channel>', 'שלום', '__proto__', 'constructor']) {
        expect(await chat.say(ana, clientChannel, text)).toMatchObject({ kind: 'card' })
      }
      expect(heard).toEqual([])
    })

    test('in a direct message no client and no room narrow it', async () => {
      await chat.say(ana, null, 'status')
      expect(heard).toMatchObject([{ from: { client: null, room: null } }])
    })
  })

  describe('who may', () => {
    test('a stranger is refused politely and learns nothing', async () => {
      const seen = await chat.say(nobody, clientChannel, 'status acme')
      expect(seen).toMatchObject({
        kind: 'card',
        text: expect.stringMatching(/do not know you/i),
        buttons: [],
      })
      expect(JSON.stringify(seen)).not.toMatch(/acme/i)
      await chat.send(outgoing(note('Scheduled', [{ verb: 'cancel', label: 'Cancel', args: {} }])))
      expect(await chat.press(nobody, clientChannel, 'Cancel')).toMatchObject({
        text: expect.stringMatching(/do not know you/i),
      })
      expect(heard).toEqual([])
    })

    test('the same user id in another workspace is somebody else', async () => {
      await chat.say({ ...ana, workspace: `${workspace}X` }, clientChannel, 'status')
      expect(heard).toEqual([])
    })

    test('staff verbs are refused to administrators, and to staff outside internal places', async () => {
      expect(await chat.say(ana, clientChannel, 'accept-request R-1')).toMatchObject({
        text: expect.stringMatching(/staff/),
      })
      expect(await chat.say(sam, clientChannel, 'accept-request R-1')).toMatchObject({
        text: expect.stringMatching(/internal/),
      })
      expect(await chat.say(sam, null, 'accept-request R-1')).toMatchObject({
        text: expect.stringMatching(/internal/),
      })
      expect(heard).toEqual([])
      await chat.say(sam, internalChannel, 'accept-request R-1')
      expect(heard).toMatchObject([{ verb: 'accept-request', from: { room: 'services' } }])
    })
  })

  describe('forms', () => {
    beforeEach(() => {
      answers.set('reschedule', ({ via, args }) => {
        if (via !== 'form') return replyForm(moveForm)
        if (args['time'] === '03:00') return replyFieldErrors({ time: 'That quarter-hour is full.' })
        if (args['time'] === '04:00') return replyForm({ ...moveForm, args: { ...moveForm.args, sure: 'yes' } })
        return replyCard(note('Moved', [{ verb: 'cancel', label: 'Cancel it', args: { seen: '4' } }]))
      })
    })

    test('opens with what is known, and gives back what was filled in with what it carries', async () => {
      expect(await chat.say(ana, clientChannel, 'reschedule')).toMatchObject({
        kind: 'form',
        fields: { date: '2026-12-06', time: '01:00', reason: null, which: 'first' },
      })
      const seen = await chat.fill(ana, { time: '02:15', reason: 'exams <!channel>' })
      expect(seen).toMatchObject({ kind: 'card', text: expect.stringContaining('Moved') })
      expect(heard.at(-1)).toMatchObject({
        verb: 'reschedule',
        via: 'form',
        args: {
          system: 'acme/staging',
          seen: '3',
          date: '2026-12-06',
          time: '02:15',
          reason: 'exams <!channel>',
          which: 'first',
        },
        actor: { id: 'ana' },
        from: { client: 'acme' },
      })
    })

    test('a field left empty is not there', async () => {
      await chat.say(ana, clientChannel, 'reschedule')
      await chat.fill(ana, { reason: null })
      expect(Object.keys(heard.at(-1)?.args ?? {})).not.toContain('reason')
    })

    test('opens from a button, for the one who pressed it', async () => {
      await chat.send(outgoing(note('Scheduled', [{ verb: 'reschedule', label: 'Reschedule', args: {} }])))
      expect(await chat.press(ana, clientChannel, 'Reschedule')).toMatchObject({ kind: 'form' })
    })

    test('stays open and says what is wrong at the field; put right it is another request', async () => {
      await chat.say(ana, clientChannel, 'reschedule')
      expect(await chat.fill(ana, { time: '03:00' })).toEqual({
        kind: 'errors',
        errors: { time: 'That quarter-hour is full.' },
      })
      expect(await chat.fill(ana, { time: '02:00' })).toMatchObject({ kind: 'card' })
      const [, wrong, right] = heard
      expect(wrong?.request).not.toBe(right?.request)
    })

    test('an error about what is no field is said all the same', async () => {
      answers.set('reschedule', ({ via }) =>
        via === 'form' ? replyFieldErrors({ seen: 'Somebody was faster.' }) : replyForm(moveForm),
      )
      await chat.say(ana, clientChannel, 'reschedule')
      expect(JSON.stringify(await chat.fill(ana, {}))).toContain('Somebody was faster.')
    })

    test('a form shows the messages that one decision is about, hostile as they are, and says how many more', async () => {
      const among = (messages: readonly string[]) => {
        const listed = messages.map((message, at) => sampleFinding({ client: `client-${at}`, message }))
        const [finding = sampleFinding()] = listed
        return replyForm(decideTogetherForm('accept-finding', { finding, listed }, {}))
      }
      answers.set('reschedule', () => among(hostileTexts.map((text, at) => `HTTP 50${at} ${text}`)))
      const seen = await chat.say(ana, clientChannel, 'reschedule')
      expect(seen.kind).toBe('form')
      const text = JSON.stringify(seen)
      expect(text).toContain(`${hostileTexts.length} different messages`)
      for (const at of hostileTexts.keys()) {
        expect(text).toContain(`HTTP 50${at}`)
        expect(text).toContain(`at 1 client: client-${at}`)
      }
      answers.set('reschedule', () => among(Array.from({ length: 300 }, (_, at) => `${at} ${'𝕏'.repeat(990)}`)))
      const many = await chat.say(ana, clientChannel, 'reschedule')
      expect(many.kind).toBe('form')
      expect(JSON.stringify(many)).toMatch(/300 different messages.*… and \d+ more (?:messages at|parts)/s)
    })

    test('a form may follow a form', async () => {
      await chat.say(ana, clientChannel, 'reschedule')
      expect(await chat.fill(ana, { time: '04:00' })).toMatchObject({ kind: 'form' })
      await chat.fill(ana, {})
      expect(heard.at(-1)).toMatchObject({ args: { sure: 'yes' } })
    })

    test('a button in the answer to a form works', async () => {
      await chat.say(ana, clientChannel, 'reschedule')
      await chat.fill(ana, {})
      expect(await chat.press(ana, clientChannel, 'Cancel it')).toMatchObject({
        text: expect.stringContaining('Answer to cancel'),
      })
      expect(heard.at(-1)).toMatchObject({ verb: 'cancel', args: { seen: '4' }, from: { client: 'acme' } })
    })
  })

  describe('the same thing twice', () => {
    test('a command that the platform delivers twice has one effect', async () => {
      await chat.say(ana, clientChannel, 'status')
      await chat.repeat()
      expect(new Set(heard.map(({ request }) => request)).size).toBe(1)
    })

    test('a double click is one request', async () => {
      await chat.send(outgoing(note('Scheduled', [{ verb: 'cancel', label: 'Cancel', args: { seen: '3' } }])))
      await chat.press(ana, clientChannel, 'Cancel', { twice: true })
      expect(new Set(heard.map(({ request }) => request)).size).toBe(1)
    })

    test('two people pressing the same button are two requests', async () => {
      await chat.send(outgoing(note('Scheduled', [{ verb: 'cancel', label: 'Cancel', args: { seen: '3' } }])))
      await Promise.all([chat.press(ana, clientChannel, 'Cancel'), chat.press(sam, clientChannel, 'Cancel')])
      expect(heard.map(({ actor }) => actor.id).sort()).toEqual(['ana', 'sam'])
      expect(new Set(heard.map(({ request }) => request)).size).toBe(2)
    })

    test('the same words said again are another request', async () => {
      await chat.say(ana, clientChannel, 'status')
      await chat.say(ana, clientChannel, 'status')
      expect(new Set(heard.map(({ request }) => request)).size).toBe(2)
    })
  })

  describe('when something breaks', () => {
    const breaks = () => {
      throw new Error('secret: the database password is hunter2')
    }

    test('the person is told, with a reference that the log has, and no more', async () => {
      for (const name of ['status', 'cancel']) answers.set(name, breaks)
      await chat.send(outgoing(note('Scheduled', [{ verb: 'cancel', label: 'Cancel', args: {} }])))
      const seen = [await chat.say(ana, clientChannel, 'status'), await chat.press(ana, clientChannel, 'Cancel')]
      for (const each of seen) {
        const text = JSON.stringify(each)
        expect(text).toMatch(/nothing was changed/i)
        expect(text).not.toMatch(/hunter2/)
        const [, reference] = /Reference ([0-9a-f]{8})/.exec(text) ?? []
        expect(chat.log()).toContain(reference ?? 'no reference')
      }
    })

    test('a form that breaks says so', async () => {
      answers.set('reschedule', ({ via }) => (via === 'form' ? breaks() : replyForm(moveForm)))
      await chat.say(ana, clientChannel, 'reschedule')
      expect(JSON.stringify(await chat.fill(ana, {}))).toMatch(/nothing was changed/i)
    })
  })

  describe('cards', () => {
    test('every kind of block can be read', async () => {
      await chat.send(outgoing(everyBlock))
      const [message] = await chat.shown(clientChannel)
      for (const words of [
        'Update scheduled',
        'Your servers will be updated',
        'Release',
        '3.9.12',
        'Read the release notes',
        'AssertionError: expected 3',
        'Production',
        'Sun 6 Dec 2026, 01:00',
        'Moved by Ana',
      ]) {
        expect(message?.text).toContain(words)
      }
      expect(message?.buttons).toEqual(['Reschedule', 'Cancel', 'Release notes'])
      expect(message?.links).toContain('https://vendor.example/notes/3.9.12')
    })

    test('a person is mentioned where the account is of that place, and named elsewhere', async () => {
      const by = (accounts: ChatAccount[]) =>
        note('Moved', [], [{ type: 'text', text: ['Moved by ', { person: 'Ana', accounts }] }])
      await chat.send(outgoing(by([ana])))
      await chat.send(outgoing(by([{ ...ana, workspace: `${workspace}X` }])))
      expect(await chat.shown(clientChannel)).toMatchObject([
        { mentions: [users.ana] },
        { mentions: [], text: expect.stringContaining('Moved by Ana') },
      ])
    })

    test("strangers' text calls nobody, links nowhere and hides nothing", async () => {
      for (const text of hostileTexts) await chat.send(outgoing(hostileCard(text)))
      for (const { mentions, links, text } of await chat.shown(clientChannel)) {
        expect(mentions).toEqual([])
        expect(links).toEqual([])
        expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]/)
        expect(text).toContain('after it')
      }
    })

    test('a card that is far too long is cut where one can see it', async () => {
      const items = Array.from({ length: 2_000 }, (_, at) => `Test case number ${at} failed with a message`)
      expect(await chat.send(outgoing(note('Failures', [], [{ type: 'list', items }])))).toMatchObject({
        kind: 'sent',
      })
      expect((await chat.shown(clientChannel))[0]?.text).toMatch(/more|…/)
    })
  })

  describe('standing messages', () => {
    test('are redrawn in place and answered below', async () => {
      const sent = await chat.send(outgoing(note('Scheduled for Sunday')))
      if (sent.kind !== 'sent') throw new Error(sent.kind)
      const about = { standingMessage: sent.message }
      expect(await chat.send(outgoing(note('Moved to Monday'), { ...about, mode: 'edit' }))).toEqual(sent)
      await chat.send(outgoing(note('Ana moved it'), { ...about, mode: 'reply' }))
      expect(await chat.shown(clientChannel)).toMatchObject([
        { text: expect.stringContaining('Moved to Monday'), isReply: false },
        { text: expect.stringContaining('Ana moved it'), isReply: true },
      ])
    })

    test('are posted anew when they are gone', async () => {
      const sent = await chat.send(outgoing(note('Scheduled')))
      if (sent.kind !== 'sent') throw new Error(sent.kind)
      await chat.clear()
      const again = await chat.send(outgoing(note('Moved'), { standingMessage: sent.message, mode: 'edit' }))
      expect(again).toMatchObject({ kind: 'sent', message: expect.anything() })
      expect(again).not.toEqual(sent)
      expect(await chat.shown(clientChannel)).toHaveLength(1)
    })

    test('are posted where none stands yet', async () => {
      expect(await chat.send(outgoing(note('Moved'), { mode: 'edit' }))).toMatchObject({ kind: 'sent' })
      expect(await chat.shown(clientChannel)).toHaveLength(1)
    })
  })
}
