/** @returns text that a form can carry: half characters become the sign for what is unreadable */
export const wellFormed = (text: string): string => Buffer.from(text).toString()

/** @returns fields as a form or a query carries them */
export const formText = (fields: Readonly<Record<string, unknown>>): string =>
  new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [wellFormed(name), wellFormed(textOf(value))]),
  ).toString()

/** Of a list the first: a field that comes several times says so by itself. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) && value.length > 0 ? textOf(value[0]) : (JSON.stringify(value) ?? '')
}
