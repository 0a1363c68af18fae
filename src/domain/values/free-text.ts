/**
 * What a person typed or pasted, as it is kept and read everywhere: line ends are `\n`, whatever form or system they come
 * from (browsers send `\r\n`, others U+2028); codes that steer a terminal, controls, what nobody sees and what turns the direction
 * of text are left out. The joiners and the emoji sign stay where they join (Persian, Hindi, emoji). Spaces at the ends go.
 *
 * @param text of any origin; half a surrogate pair becomes U+FFFD
 */
export function freeText(text: string): string {
  if (/^[ -~\n\t]*$/.test(text)) return text.trim()
  return text
    .replace(terminalCodes, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/(?!\u200C|\u200D|[\uFE00-\uFE0F])\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/(?<=^|\p{ASCII})(?:\u200C|\u200D|[\uFE00-\uFE0F])+/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim()
}

/** Escape sequences of ECMA-48: CSI with its parameters, OSC to its end, and those of two characters. */
const terminalCodes =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\u001B[@-Z\\^_]/g
