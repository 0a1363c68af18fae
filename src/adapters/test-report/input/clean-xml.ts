import { withoutControls } from './case-text.ts'

/** The longest reference to a character, `&#x0010FFFF;`, and some room for leading zeros. */
const longestReference = 16

/**
 * Makes a filter for consecutive pieces of XML that takes out what a strict parser rejects and test output is full
 * of: control characters, and references to characters that XML does not have. A reference may lie across two pieces.
 *
 * @returns the filter; called with nothing it gives back what it held.
 */
export function makeXmlCleaner(): (piece?: string) => string {
  let held = ''
  return (piece) => {
    const text = withoutControls(piece === undefined ? held : held + piece)
    held = ''
    if (piece === undefined) return text
    const open = text.lastIndexOf('&')
    if (open >= 0 && text.length - open < longestReference && !text.includes(';', open)) {
      held = text.slice(open)
      return withoutBadReferences(text.slice(0, open))
    }
    return withoutBadReferences(text)
  }
}

function withoutBadReferences(text: string): string {
  if (!text.includes('&#')) return text
  return text.replace(reference, (whole, hex: string | undefined, decimal: string | undefined) =>
    isXmlCharacter(hex ? Number.parseInt(hex, 16) : Number(decimal)) ? whole : '',
  )
}

/** With what makes an escape character a colour, which would stay behind as `[31m`. */
const reference = /&#(?:x([\da-f]{1,8})|(\d{1,10}));(?:\[[\d;]{0,12}m)?/gi

/** XML 1.0, 2.2. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
}
