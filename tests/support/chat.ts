import { splitVerb } from '../../commands/command/read-words.ts'
import { runCommand, type Said } from '../../commands/command/run-command.ts'
import { makeRegistry } from '../../commands/index.ts'
import type { ChatAccount } from '../../src/domain/people/client.ts'
import { type Card, isLink, plain, type VerbAction } from '../../src/notices/card/card.ts'
import type { Form } from '../../src/notices/card/form.ts'
import type { Reply } from '../../src/notices/card/reply.ts'
import type { House } from './house.ts'

export const registry = makeRegistry('/update')
export const slackUser = (workspace: string, user: string): ChatAccount => ({
  platform: 'slack',
  workspace,
  user,
})
export const ada = slackUser('T1', 'UACME1')
export const sam = slackUser('T0', 'sam')

export type Where = 'direct' | { readonly workspace: string; readonly channel: string }
export const channelOf = (client: string): Where => ({ workspace: 'T1', channel: `C${client.toUpperCase()}` })
export const roomOf = (room: 'ops' | 'triage' | 'services'): Where => ({
  workspace: 'T0',
  channel: `C-${room.toUpperCase()}`,
})

/** Says what a person does in chat, through the real registry, as every platform does. */
export type Chat = {
  /** Types a line after the slash command. */
  type(account: ChatAccount, line: string, where?: Where, request?: string): Promise<Reply>
  press(account: ChatAccount, action: VerbAction, where?: Where, request?: string): Promise<Reply>
  /** Fills in a form; fields that are not named keep what they showed. */
  submit(
    account: ChatAccount,
    form: Form,
    filled?: Readonly<Record<string, string>>,
    where?: Where,
    request?: string,
  ): Promise<Reply>
}

let requests = 0

export function chatWith({ app }: House): Chat {
  const say = (said: Omit<Said, 'channel' | 'request'>, where: Where, request = `chat-${++requests}`) =>
    runCommand(
      registry,
      { ...said, request, channel: where === 'direct' ? null : { platform: 'slack', ...where } },
      app,
    )
  return {
    type(account, line, where = 'direct', request) {
      const { verb, rest } = splitVerb(line)
      return say({ verb: verb || 'menu', rest, via: 'typed', account }, where, request)
    },
    press: (account, { verb, args }, where = 'direct', request) =>
      say({ verb, args, via: 'button', account }, where, request),
    submit(account, { verb, args, fields }, filled = {}, where = 'direct', request) {
      const shown = Object.fromEntries(
        fields.flatMap(({ name, initial }) => (initial === undefined ? [] : [[name, initial]])),
      )
      return say({ verb, args: { ...args, ...shown, ...filled }, via: 'form', account }, where, request)
    },
  }
}

export function cardOf(reply: Reply): Card {
  if (reply.type !== 'card') throw new Error(`a ${reply.type} instead of a card: ${JSON.stringify(reply)}`)
  return reply.card
}
export function formOf(reply: Reply): Form {
  if (reply.type !== 'form') throw new Error(`a ${reply.type} instead of a form: ${JSON.stringify(reply)}`)
  return reply.form
}
export function errorsOf(reply: Reply): Readonly<Record<string, string>> {
  if (reply.type !== 'field-errors')
    throw new Error(`a ${reply.type} instead of field errors: ${JSON.stringify(reply)}`)
  return reply.errors
}

/** All the words that a reader sees. */
export function wordsOf(card: Card): string {
  const words: string[] = [card.title, card.summary, card.footer ?? '']
  for (const block of card.blocks) {
    if (block.type === 'text') words.push(plain(block.text))
    if (block.type === 'quote') words.push(block.text)
    if (block.type === 'list') words.push(...block.items.map(plain))
    if (block.type === 'facts' || block.type === 'section')
      words.push(...block.facts.map(({ label, value }) => `${label}: ${plain(value)}`))
    if (block.type === 'section') words.push(block.title)
  }
  return words.join('\n')
}

/** Every button of a card, those of its sections too. */
export const buttonsOf = (card: Card): VerbAction[] =>
  [...card.actions, ...card.blocks.flatMap((block) => (block.type === 'section' ? block.actions : []))].flatMap(
    (action) => (isLink(action) ? [] : [action]),
  )

export function buttonOf(card: Card, label: string): VerbAction {
  const button = buttonsOf(card).find((one) => one.label === label)
  if (!button) throw new Error(`no button “${label}” among ${buttonsOf(card).map((one) => one.label)}`)
  return button
}
