import { eventually } from './eventually.ts'
import {
  actionOf,
  type Channel,
  type Field,
  findElement,
  formValues,
  type Message,
  type View,
  wordsOf,
} from './slack-blocks.ts'

export type { Message, View } from './slack-blocks.ts'
export { wordsOf } from './slack-blocks.ts'

/** What the bot answered to a form: what is wrong with which block, or what is shown now. */
export type Submitted = { status: string; errors: Record<string, string>; view: View | undefined }

export type SlackClient = ReturnType<typeof slackClient>

/** A person at the page of local-slack, without the page. Everything travels as signed requests to the bot. */
export function slackClient(baseUrl: string, { slash = '/update', appId }: { slash?: string; appId?: string } = {}) {
  const post = async <Answer>(path: string, body: object): Promise<Answer> => {
    const response = await fetch(`${baseUrl}/_control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${answer}`)
    return JSON.parse(answer) as Answer
  }
  const get = async <Answer>(path: string): Promise<Answer> => {
    const response = await fetch(`${baseUrl}/_control/${path}`)
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return (await response.json()) as Answer
  }

  /** All that stands in a channel, oldest first; with `as`, without what only others see. */
  const messages = async (channel: string, as?: string): Promise<Message[]> => {
    const all = (await get<{ messages: Message[] }>(`messages/${channel}`)).messages
    return as ? all.filter((message) => !message.ephemeral_to || message.ephemeral_to === as) : all
  }
  const views = async () => (await get<{ views: View[] }>('views')).views
  const home = async (user: string): Promise<View | undefined> => {
    const shown = (await get<{ home: Record<string, View> }>(`home/${user}`)).home
    return appId ? shown[appId] : Object.values(shown)[0]
  }
  const channels = async () => (await get<{ channels: Channel[] }>('state')).channels

  return {
    baseUrl,
    messages,
    channels,
    home,
    /** The form on top, if one is open. */
    lastView: async (): Promise<View | undefined> => (await views()).at(-1),
    /** Types a slash command; returns when the bot has acknowledged it, which may be before it has acted. */
    command: (user: string, channel: string, text = '') =>
      post<{ ok: boolean }>('command', { user, channel, command: slash, text, appId }),
    say: (user: string, channel: string, text: string, thread?: string) =>
      post<{ message: Message }>('message', { user, channel, text, thread_ts: thread }).then((sent) => sent.message),
    /** Presses a button (by its action id or its words) or, with `choice`, picks an option of a menu. */
    click: async (user: string, message: Message, what: string | RegExp, choice?: string): Promise<void> => {
      const { block, element } = findElement(message.blocks ?? [], what)
      const action = actionOf(block, element, choice)
      await post('interact', { user, channel: message.channel, messageTs: message.ts, action })
    },
    /** The bot's channel with one person, when there is one. */
    directMessages: async (user: string): Promise<Message[]> => {
      const found = (await channels()).find((channel) => channel.is_im && channel.members.includes(user))
      return found ? messages(found.id) : []
    },
    /**
     * Fills in the open form and submits it. Fields are named by block or action id; what is not named keeps its initial value.
     * Dates are `2026-12-06`, times `02:00`, menus are chosen by their value, check boxes by a list of values.
     */
    submitView: async (user: string, fields: Record<string, Field> = {}): Promise<Submitted> => {
      const view = (await views()).at(-1)
      if (!view) throw new Error('no form is open')
      const sent = await post<{ status: string; answer: string; views: View[] }>('view-submit', {
        user,
        values: formValues(view, fields),
      })
      const answered = (sent.answer ? JSON.parse(sent.answer) : {}) as { errors?: Record<string, string> }
      return { status: sent.status, errors: answered.errors ?? {}, view: sent.views.at(-1) }
    },
    closeView: (user: string) => post('view-close', { user }),
    /** Opens the bot's home tab and returns what it shows once it shows something new. */
    openHome: async (user: string): Promise<View> => {
      const before = (await home(user))?.id
      await post('open-home', { user, appId })
      return eventually(`the home of ${user}`, async () => {
        const shown = await home(user)
        return shown && shown.id !== before ? shown : undefined
      })
    },
    clickHome: async (user: string, what: string | RegExp): Promise<void> => {
      const { block, element } = findElement((await home(user))?.blocks ?? [], what)
      await post('home-click', { user, appId, action: actionOf(block, element) })
    },
    /** The newest message that fits, as soon as there is one. */
    waitForMessage: (channel: string, fits: RegExp | ((message: Message) => boolean), as?: string) =>
      eventually(`a message like ${fits} in ${channel}`, async () => {
        const found = await messages(channel, as)
        return found.findLast((message) => (typeof fits === 'function' ? fits(message) : fits.test(wordsOf(message))))
      }),
    waitForView: (fits: RegExp) =>
      eventually(`a form like ${fits}`, async () => {
        const view = (await views()).at(-1)
        return view && fits.test(`${view.title?.text}\n${wordsOf(view)}`) ? view : undefined
      }),
    /** Every request to and from the bot, newest last. */
    traffic: () =>
      get<{ log: { direction: string; kind: string; summary: string; detail?: unknown }[] }>('log').then(
        (answer) => answer.log,
      ),
  }
}
