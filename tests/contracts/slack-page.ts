import type { types } from '@slack/bolt'
import type { Shown } from '../adapters/slack/fake-web-api.ts'
import type { Seen, ShownMessage } from './chat-platform.ts'

type Blocks = readonly types.KnownBlock[]

/** Reads Block Kit as Slack shows it: what is said, who is called, where it links. */
const textObjects = (value: unknown): { type: string; text: string }[] => {
  if (typeof value !== 'object' || value === null) return []
  const own =
    'text' in value && typeof value.text === 'string' && 'type' in value
      ? [{ type: String(value.type), text: value.text }]
      : []
  return [...own, ...Object.values(value).flatMap(textObjects)]
}

const readable = (markup: string): string =>
  markup
    .replace(/<@(\w+)>/g, '@$1')
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, '$2')
    .replace(/\*([^*\n]+)\*/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const textOf = (value: unknown): string =>
  textObjects(value)
    .map(({ type, text }) => (type === 'mrkdwn' ? readable(text) : text))
    .join('\n')

const buttonsOf = (blocks: Blocks): string[] =>
  blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .flatMap((element) => (element.type === 'button' ? [element.text.text] : []))

export const seenBlocks = (blocks: Blocks): Seen => ({
  kind: 'card',
  text: textOf(blocks),
  buttons: buttonsOf(blocks),
})

export function seenView(view: types.ModalView): Seen {
  const blocks = view.blocks as Blocks
  if (!view.submit) return { kind: 'card', text: textOf([view.title, ...blocks]), buttons: buttonsOf(blocks) }
  const inputs = blocks.filter((block) => block.type === 'input')
  return {
    kind: 'form',
    text: textOf(blocks),
    fields: Object.fromEntries(inputs.map((input) => [input.block_id ?? '', initialOf(input.element)])),
  }
}

function initialOf(element: types.InputBlock['element']): string | null {
  if ('initial_option' in element && element.initial_option && 'value' in element.initial_option) {
    return element.initial_option.value ?? null
  }
  for (const key of ['initial_value', 'initial_date', 'initial_time']) {
    if (key in element) return String((element as unknown as Record<string, unknown>)[key])
  }
  return null
}

/** Slack looks for control sequences in markup and in the fallback; a strict reader looks for them everywhere. */
export function shownMessage(message: Shown): ShownMessage {
  const said = [...textObjects(message.blocks).map(({ text }) => text), message.text].join('\n')
  const urls = message.blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((element) => ('url' in element && element.url ? [element.url] : []))
      : [],
  )
  return {
    text: textOf(message.blocks),
    buttons: buttonsOf(message.blocks),
    mentions: [...said.matchAll(/<[!@#]([^>]*)>/g)].map(([, who]) => who ?? ''),
    links: [...urls, ...[...said.matchAll(/<([a-z][a-z0-9+.-]*:[^|>]*)/gi)].map(([, link]) => link ?? '')],
    isReply: message.thread !== null,
  }
}
