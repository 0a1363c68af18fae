import { randomUUID } from 'node:crypto'
import {
  type Action,
  type Block,
  type Card,
  type Fact,
  isLink,
  type Span,
  type Text,
} from '../../../../notices/card/card.ts'
import type { Form } from '../../../../notices/card/form.ts'
import { visibleText } from '../../../../notices/card/visible-text.ts'
import { FormGuard } from '../access/own-form.tsx'
import { OutsideLink } from '../outside-link.tsx'
import type { Back, Way } from './way.ts'

/** Where a page is, what its forms carry, and where the buttons of cards and the way back from a question lead on it. */
export type Ground = {
  readonly base: string
  readonly formToken: string
  wayOf(action: Action): Way | null
  backOf(form: Form): Back
}

/** What the bot answered, in the words that it uses in chat. */
export const CardView = ({ card, ground }: { card: Card; ground: Ground }) => (
  <section class={`banner ${card.tone}`} aria-labelledby="said" role={card.tone === 'good' ? 'status' : 'alert'}>
    <h2 id="said">{visibleText(card.title)}</h2>
    {card.blocks.map((block) =>
      block.type === 'section' ? <Section section={block} ground={ground} /> : renderBlock(block),
    )}
    <Buttons actions={card.actions} ground={ground} />
    {card.footer && <p class="small muted">{visibleText(card.footer)}</p>}
  </section>
)

type SectionProps = { readonly section: Extract<Block, { type: 'section' }>; readonly ground: Ground }

const Section = ({ section: { title, facts, actions }, ground }: SectionProps) => (
  <>
    <h3>{visibleText(title)}</h3>
    <Facts facts={facts} />
    <Buttons actions={actions} ground={ground} of={title} />
  </>
)

export const Blocks = ({ blocks }: { blocks: readonly Block[] }) => <>{blocks.map(renderBlock)}</>

function renderBlock(block: Block) {
  switch (block.type) {
    case 'text':
      return (
        <p>
          <Words text={block.text} />
        </p>
      )
    case 'facts':
    case 'section':
      return <Facts facts={block.facts} />
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li>
              <Words text={item} />
            </li>
          ))}
        </ul>
      )
    case 'quote':
      return <blockquote dir="auto">{visibleText(block.text)}</blockquote>
    case 'divider':
      return <hr />
  }
}

export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts.map(({ label, value }) => (
      <>
        <dt>{label}</dt>
        <dd>
          <Words text={value} />
        </dd>
      </>
    ))}
  </dl>
)

type ButtonsProps = {
  readonly actions: readonly Action[]
  readonly ground: Ground
  /** Where several parts have the same buttons: what tells them apart by ear. */
  readonly of?: string
}

export const Buttons = ({ actions, ground, of }: ButtonsProps) => {
  const shown = actions.flatMap((action) => {
    const way = ground.wayOf(action)
    return way ? [{ way, label: action.label, style: isLink(action) ? undefined : action.style }] : []
  })
  return shown.length === 0 ? null : (
    <div class="buttons">
      {shown.map(({ way, label, style }) =>
        way.kind === 'go' ? (
          <a
            class={`button ${style ?? ''}`}
            href={way.href}
            {...(way.outside && { target: '_blank', rel: 'noreferrer noopener' })}
          >
            {label}
            {of && <span class="only-heard"> {of}</span>}
          </a>
        ) : (
          <form method="post" action={way.action}>
            <Carried args={way.args} formToken={ground.formToken} />
            <button type="submit" class={style}>
              {label}
              {of && <span class="only-heard"> {of}</span>}
            </button>
          </form>
        ),
      )}
    </div>
  )
}

/** What a form carries unseen: what it is about, that it is ours, and that it is this one, however often it is sent. */
export const Carried = ({ args, formToken }: { args: Readonly<Record<string, string>>; formToken: string }) => (
  <>
    <FormGuard token={formToken} />
    <input type="hidden" name="once" value={randomUUID()} />
    {Object.entries(args).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
)

const Words = ({ text }: { text: Text }) => <>{(typeof text === 'string' ? [text] : text).map(words)}</>

function words(span: Span) {
  if (typeof span === 'string') return <bdi>{visibleText(span)}</bdi>
  if ('bold' in span) return <strong>{visibleText(span.bold)}</strong>
  if ('code' in span) return <code>{visibleText(span.code)}</code>
  if ('person' in span) return <bdi>{visibleText(span.person)}</bdi>
  return /^https?:\/\//.test(span.link) ? <OutsideLink href={span.link}>{span.label}</OutsideLink> : span.label
}
