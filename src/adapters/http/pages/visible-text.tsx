import { visibleText } from '../../../notices/card/visible-text.ts'
import { cut } from '../../../notices/words/words.ts'

/** A stranger's text on one line, which cannot reach out of its place; in lists only its beginning, where it is long. */
export const Plain = ({ text, most }: { text: string; most?: number }) => (
  <bdi>{visibleText(cut(text.replace(/\s+/g, ' '), most ?? text.length))}</bdi>
)

/** So much of a name says which it is. */
export const inLists = 160

/** A stranger's text of many lines, as it was written. */
export const Verbatim = ({ text }: { text: string }) => (
  <pre dir="ltr">
    <bdi>{visibleText(text)}</bdi>
  </pre>
)
