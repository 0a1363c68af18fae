/**
 * Words that were written for the vendor's own people: why a release was really paused, what an updater printed. It is no
 * string, so that no card, page or answer can show it without saying so: only `readInside` gives the words.
 */
export type InsideText = { readonly inside: string }

/** @returns null for no words */
export const insideText = (words: string | null | undefined): InsideText | null => (words ? { inside: words } : null)

/** @returns the words, for somebody of the vendor; nobody else may be shown them */
export const readInside = (text: InsideText | null | undefined): string | null => text?.inside ?? null
