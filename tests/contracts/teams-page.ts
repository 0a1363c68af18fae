import type { AdaptiveCard, CardAction, Element, InputElement } from '../../src/adapters/teams/text/adaptive-card.ts'
import type { Posted } from '../adapters/teams/fake-microsoft.ts'
import type { Seen, ShownMessage } from './chat-platform.ts'

/** Reads an Adaptive Card as Teams shows it: what is said, what can be pressed and filled in, who is called. */
export const elementsOf = (elements: readonly Element[]): Element[] =>
  elements.flatMap((element): Element[] => {
    if (element.type === 'Container') return [element, ...elementsOf(element.items)]
    if (element.type === 'ColumnSet') return [element, ...element.columns.flatMap(({ items }) => elementsOf(items))]
    return [element]
  })

const isInput = (element: Element): element is InputElement => element.type.startsWith('Input.')

/** In a text block markdown and mentions mean something; in a run nothing does. */
const readable = (markdown: string): string =>
  markdown
    .replace(/<at>(.*?)<\/at>/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')

const textOf = (card: AdaptiveCard): string =>
  elementsOf(card.body)
    .map((element) => {
      if (element.type === 'RichTextBlock') return element.inlines.map(({ text }) => text).join('')
      if (element.type === 'TextBlock') return readable(element.text)
      if (element.type === 'ActionSet') return element.actions.map(({ title }) => title).join('\n')
      return isInput(element) ? element.label : ''
    })
    .filter((text) => text !== '')
    .join('\n')

export const actionsOf = (card: AdaptiveCard): CardAction[] =>
  elementsOf(card.body).flatMap((element) => (element.type === 'ActionSet' ? element.actions : []))

export const inputsOf = (card: AdaptiveCard): InputElement[] => elementsOf(card.body).filter(isInput)

export function seenCard(card: AdaptiveCard): Seen {
  const errors = errorsOf(card)
  if (errors.length > 0) return { kind: 'errors', errors: Object.fromEntries(errors) }
  const inputs = inputsOf(card)
  if (inputs.length > 0 || submitOf(card)) {
    const fields = Object.fromEntries(inputs.map(({ id, value }) => [id, value ?? null]))
    return { kind: 'form', text: textOf(card), fields }
  }
  return { kind: 'card', text: textOf(card), buttons: actionsOf(card).map(({ title }) => title ?? '') }
}

/** The button that takes the inputs along. */
export const submitOf = (card: AdaptiveCard) =>
  actionsOf(card).find((action) => action.type === 'Action.Execute' && action.associatedInputs !== 'none')

/** Lines in red, with the field in whose box they stand. */
function errorsOf(card: AdaptiveCard): [string, string][] {
  const line = (element: Element) =>
    element.type === 'RichTextBlock' && element.inlines[0]?.color === 'attention'
      ? element.inlines[0].text.replace('⚠️ ', '')
      : null
  return card.body.flatMap((element): [string, string][] => {
    const own = line(element)
    if (own !== null) return [['', own]]
    if (element.type !== 'Container') return []
    const [input] = element.items.filter(isInput)
    const error = element.items.map(line).find((each) => each !== null)
    return input && error ? [[input.id, error]] : []
  })
}

export function shownMessage({ card, conversation }: Posted): ShownMessage {
  const elements = elementsOf(card.body)
  const runs = elements.flatMap((element) => (element.type === 'RichTextBlock' ? element.inlines : []))
  const markdown = elements.flatMap((element) => (element.type === 'TextBlock' ? [element.text] : []))
  const urls = [
    ...actionsOf(card).flatMap((action) => (action.type === 'Action.OpenUrl' ? [action.url] : [])),
    ...runs.flatMap(({ selectAction }) => (selectAction ? [selectAction.url] : [])),
    ...markdown.flatMap((text) => [...text.matchAll(/\]\(([^)]*)\)|<(https?:[^>]*)>|(https?:\/\/\S+)/g)].map(String)),
  ]
  // Teams wants both: the words in the text, and the person in the list.
  const everything = [...runs.map(({ text }) => text), ...markdown, card.fallbackText].join('\n')
  const listed = card.msteams?.entities ?? []
  const called = [...everything.matchAll(/<\s*at\b[^>]*>.*?<\/\s*at\s*>/gis)].map(
    ([words]) => listed.find(({ text }) => text === words)?.mentioned.id ?? words,
  )
  return {
    text: textOf(card),
    buttons: actionsOf(card).map(({ title }) => title ?? ''),
    mentions: called,
    links: urls,
    isReply: conversation.includes(';messageid='),
  }
}
