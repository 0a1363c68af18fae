import { type ParseError, parse, printParseErrorCode, visit } from 'jsonc-parser'
import { ok, type Result, refuse } from '../../../../domain/values/result.ts'

/**
 * Reads JSON (RFC 8259). Of a name that an object gives twice nobody can tell which is meant, so that is refused, too.
 * @returns the value; or where the text breaks and what is wrong there: `line 3, column 5: comma expected`
 */
export function parseJson(text: string): Result<unknown, string> {
  try {
    const value = jsonIn(text)
    if (value === unreadable) return refuse(breakIn(text))
    const twice = nameGivenTwice(text)
    return twice ? refuse(`${placeIn(text, twice.offset)}: ${JSON.stringify(twice.name)} is there twice`) : ok(value)
  } catch (error) {
    if (error instanceof RangeError) return refuse('it is nested too deeply')
    throw error
  }
}

const unreadable = Symbol('unreadable')

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable
    throw error
  }
}

function breakIn(text: string): string {
  const errors: ParseError[] = []
  parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  return first ? `${placeIn(text, first.offset)}: ${wordsOf(first)}` : 'it breaks off'
}

/** `PropertyNameExpected` → `property name expected` */
const wordsOf = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .toLowerCase()

/** @returns `line 3, column 5`, both counted from 1 */
function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/)
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`
}

type Twice = { readonly name: string; readonly offset: number }

function nameGivenTwice(text: string): Twice | null {
  const open: Set<string>[] = []
  let found: Twice | null = null
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty(name, offset) {
      const names = open.at(-1)
      if (names?.has(name)) found ??= { name: name.slice(0, 60), offset }
      names?.add(name)
    },
  })
  return found
}
