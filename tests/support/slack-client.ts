import { setTimeout as pause } from 'node:timers/promises'

export type Text = { type: string; text: string }
export type Option = { value: string; text: Text }
export type Element = {
  type: string
  action_id?: string
  text?: Text | string
  value?: string
  url?: string
  options?: Option[]
  elements?: Element[]
}
export type Block = {
  type: string
  block_id?: string
  text?: Text
  label?: Text
  hint?: Text
  fields?: Text[]
  elements?: (Element & Partial<Text>)[]
  element?: Element
  accessory?: Element
}
export type Message = {
  ts: string
  channel: string
  user: string
  text: string
  blocks?: Block[]
  bot_id?: string
  thread_ts?: string
  subtype?: string
  ephemeral_to?: string
  edited?: { user: string; ts: string }
}
export type View = {
  id: string
  type: string
  callback_id?: string
  private_metadata?: string
  title?: Text
  blocks: Block[]
}
export type Channel = { id: string; name: string; is_im: boolean; members: string[] }
export type Field = string | string[] | null

/** What the bot answered to a form: what is wrong with which block, or what is shown now. */
export type Submitted = { status: string; errors: Record<string, string>; view: View | undefined }

export type SlackClient = ReturnType<typeof slackClient>

/** A person at the page of local-slack, without the page. Everything travels as signed requests to the bot. */
export function slackClient(
  baseUrl: string,
  { slash = '/update', appId }: { slash?: string; appId?: string } = {},
) {
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
      post<{ message: Message }>('message', { user, channel, text, thread_ts: thread }).then(
        (sent) => sent.message,
      ),
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
     * Fills in the open form and submits it. Fields are named by action id; what is not named keeps its initial value.
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
        return found.findLast((message) =>
          typeof fits === 'function' ? fits(message) : fits.test(wordsOf(message)),
        )
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

/** All words of a message or view, a line for each piece of text. */
export function wordsOf(shown: { text?: string; blocks?: Block[] }): string {
  const pieces: string[] = []
  const collect = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(collect)
    else if (typeof part === 'object' && part !== null) {
      for (const [key, value] of Object.entries(part)) {
        if (key === 'text' && typeof value === 'string') pieces.push(value)
        else collect(value)
      }
    }
  }
  collect(shown.blocks ?? [])
  return pieces.length > 0 ? pieces.join('\n') : (shown.text ?? '')
}

/** Asks until there is an answer, for ten seconds at most. */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined>,
  milliseconds = 10_000,
): Promise<Answer> {
  const deadline = performance.now() + milliseconds
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await pause(25)
  }
}

function findElement(blocks: Block[], what: string | RegExp): { block: Block; element: Element } {
  const all = blocks.flatMap((block) =>
    [...(block.elements ?? []), block.accessory, block.element]
      .filter((element) => element !== undefined)
      .map((element) => ({ block, element: element as Element })),
  )
  const words = ({ text }: Element) => (typeof text === 'string' ? text : (text?.text ?? ''))
  const found = all.find(({ element }) =>
    typeof what === 'string'
      ? element.action_id === what || words(element) === what
      : what.test(element.action_id ?? '') || what.test(words(element)),
  )
  if (!found) throw new Error(`nothing like ${what} among ${all.map(({ element }) => element.action_id)}`)
  return found
}

function actionOf(block: Block, element: Element, choice?: string): object {
  const chosen = element.options?.find((option) => option.value === choice)
  if (choice !== undefined && !chosen) throw new Error(`${element.action_id} has no option ${choice}`)
  const { type, action_id, value, text } = element
  return {
    type,
    action_id,
    block_id: block.block_id,
    value,
    text,
    ...(chosen && { selected_option: chosen }),
  }
}

function formValues(view: View, fields: Record<string, Field>): object {
  const values: Record<string, Record<string, object>> = {}
  for (const [name, field] of Object.entries(fields)) {
    const block = view.blocks.find(({ element }) => element?.action_id === name)
    if (!block?.element || !block.block_id) throw new Error(`the form has no field ${name}`)
    values[block.block_id] = { [name]: fieldValue(block.element, field) }
  }
  return values
}

function fieldValue({ type, options = [] }: Element, field: Field): object {
  const option = (value: string) => {
    const found = options.find((offered) => offered.value === value)
    if (!found) throw new Error(`no option ${value} among ${options.map((offered) => offered.value)}`)
    return found
  }
  if (Array.isArray(field)) return { type, selected_options: field.map(option) }
  switch (type) {
    case 'datepicker':
      return { type, selected_date: field }
    case 'timepicker':
      return { type, selected_time: field }
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: field === null ? null : option(field) }
    default:
      return { type, value: field }
  }
}
