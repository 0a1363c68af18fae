import { type Action, type Block, type Card, type Fact, isLink, type Span, type Text } from '../../notices/card/card.ts'
import { escapeHtml } from './escape-html.ts'
import { footerLines, footerLinks } from './footer-lines.ts'
import { darkSheet, style, toneColours } from './mail-style.ts'
import { plainLine, plainText, unlinked } from './plain-line.ts'
import type { RenderMailOptions } from './rendered-mail.ts'
import { safeLink } from './safe-link.ts'
import { typedWords } from './typed-words.ts'

/** The card as an HTML mail: one column, nothing loaded from anywhere, links only where the card has links. */
export function renderHtml(card: Card, options: RenderMailOptions): string {
  const title = line(card.title)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>${darkSheet}</style>
</head>
<body class="page" style="${style.page}">
<div style="${style.preheader}">${line(card.summary)}</div>
<div class="letter" style="${style.letter}">
<h1 style="${style.title}${toneColours[card.tone]};">${title}</h1>
${card.blocks.map((block) => renderBlock(block, options)).join('\n')}
${renderActions(card.actions, options)}
<p class="quiet" style="${style.small}">${[card.footer ?? '', ...footerLines(options), options.signature]
    .filter((part) => part !== '')
    .map(line)
    .join('<br>')}${renderFooterLinks(options)}</p>
</div>
</body>
</html>
`
}

/** Behind the words: an address is long and says nothing. */
const renderFooterLinks = (options: RenderMailOptions): string =>
  footerLinks(options)
    .map(({ label, link }) => `<br><a href="${escapeHtml(link)}">${label}</a>`)
    .join('')

function renderBlock(block: Block, options: RenderMailOptions): string {
  switch (block.type) {
    case 'text':
      return `<p style="${style.paragraph}">${renderWords(block.text)}</p>`
    case 'facts':
      return renderFacts(block.facts)
    case 'list':
      return `<ul style="${style.list}">${block.items.map((item) => `<li>${renderWords(item)}</li>`).join('')}</ul>`
    case 'quote':
      return `<blockquote class="quote" style="${style.quote}">${words(block.text.trim())}</blockquote>`
    case 'section':
      return `<h2 style="${style.section}">${line(block.title)}</h2>
${renderFacts(block.facts)}
${renderActions(block.actions, options)}`
    case 'divider':
      return `<hr style="${style.rule}">`
  }
}

function renderFacts(facts: readonly Fact[]): string {
  if (facts.length === 0) return ''
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th scope="row" class="quiet" style="${style.label}">${line(label)}</th><td style="${style.value}">${renderWords(value)}</td></tr>`,
  )
  return `<table style="${style.facts}">${rows.join('')}</table>`
}

/** Links are buttons. What can only be done in chat is told in the words to type there. */
function renderActions(actions: readonly Action[], options: RenderMailOptions): string {
  const buttons = actions.filter(isLink).flatMap((action) => {
    const link = safeLink(action.link)
    const label = line(action.label)
    return link ? [`<a class="button" style="${style.button}" href="${escapeHtml(link)}">${label}</a>`] : []
  })
  const typed = actions.flatMap((action) =>
    isLink(action)
      ? []
      : [
          `<li>${line(action.label)}: type <code style="${style.code}">${line(typedWords(action, options))}</code> in your channel</li>`,
        ],
  )
  return [
    buttons.length > 0 ? `<p style="${style.paragraph}">${buttons.join('')}</p>` : '',
    typed.length > 0 ? `<ul style="${style.list}">${typed.join('')}</ul>` : '',
  ].join('')
}

const renderWords = (text: Text): string => (typeof text === 'string' ? [text] : text).map(renderSpan).join('')

function renderSpan(span: Span): string {
  if (typeof span === 'string') return words(span)
  if ('bold' in span) return `<strong>${words(span.bold)}</strong>`
  if ('code' in span) return `<code style="${style.code}">${words(span.code)}</code>`
  if ('person' in span) return line(span.person)
  const link = safeLink(span.link)
  return link ? `<a href="${escapeHtml(link)}">${line(span.label)}</a>` : line(span.label)
}

const line = (text: string): string => escapeHtml(unlinked(plainLine(text)))
const words = (text: string): string => escapeHtml(unlinked(plainText(text))).replaceAll('\n', '<br>')
