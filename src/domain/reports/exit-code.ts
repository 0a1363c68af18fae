/** From the least that 32 bits hold with a sign to the most that they hold without: Windows uses all of them. */
const least = -(2 ** 31)
const most = 2 ** 32 - 1

/**
 * @param text what a program ended with, as a shell or a pipeline writes it: `$?`
 * @returns the code; null for what is none, such as the empty text of a variable that was never set
 */
export function readExitCode(text: string): number | null {
  if (!/^-?\d{1,10}$/.test(text)) return null
  const code = Number(text)
  return isExitCode(code) ? code : null
}

export const isExitCode = (code: number): boolean => Number.isInteger(code) && code >= least && code <= most
