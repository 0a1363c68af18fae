import { plain, type Text } from '../../../notices/card/card.ts'
import { Plain } from './visible-text.tsx'

/** The text of a card, on a page. */
export const CardText = ({ text }: { text: Text }) => (
  <>
    {(typeof text === 'string' ? [text] : text).map((span) => {
      if (typeof span === 'string') return span
      if ('bold' in span) return <strong>{span.bold}</strong>
      if ('code' in span)
        return (
          <code>
            <Plain text={span.code} />
          </code>
        )
      return plain([span])
    })}
  </>
)
