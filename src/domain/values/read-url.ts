/**
 * Reads an address as browsers do (the URL Standard). Use this and not `URL.canParse`: once V8 has optimised that, Node 20
 * denies addresses with letters such as ü, which it took before.
 * @returns null when it is none
 */
export function readUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
