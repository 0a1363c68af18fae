import { type Document, LineCounter, parseAllDocuments, visit, type YAMLError } from 'yaml'
import { ok, type Result, refuse } from '../../domain/values/result.ts'

/** A parser of YAML takes its time: what is longer is better written as JSON. */
const mostCharacters = 4 * 1024 * 1024

/**
 * Reads YAML 1.2. Names that are given twice are refused, as are aliases (with which a few lines grow beyond all bounds)
 * and types of other programs.
 * @returns the value of each document in it; or where the text breaks and what is wrong there
 */
export function parseYaml(text: string): Result<readonly unknown[], string> {
  if (text.length > mostCharacters) return refuse('YAML may be 4 MB long; write longer files as JSON')
  const lineCounter = new LineCounter()
  try {
    const documents = parseAllDocuments(text, { lineCounter, uniqueKeys: true, prettyErrors: false })
    if (!Array.isArray(documents)) return ok([])
    const places = documents.flatMap((document) => [
      ...[...document.errors, ...document.warnings].map((error) => ({
        at: error.pos[0],
        words: wordsOf(error),
      })),
      ...aliasesIn(document),
    ])
    if (places.length === 0) return ok(documents.map((document): unknown => document.toJS({ maxAliasCount: 0 })))
    const shown = places.slice(0, 10).map(({ at, words }) => {
      const { line, col } = lineCounter.linePos(at)
      return `line ${line}, column ${col}: ${words}`
    })
    return refuse(shown.join('; '))
  } catch (error) {
    if (error instanceof RangeError) return refuse('it is nested too deeply')
    throw error
  }
}

type Place = { readonly at: number; readonly words: string }

function aliasesIn(document: Document.Parsed): Place[] {
  const found: Place[] = []
  visit(document, {
    Alias: (_, { range, source }) =>
      void found.push({
        at: range?.[0] ?? 0,
        words: `aliases such as *${source.slice(0, 40)} are not taken: write it out`,
      }),
  })
  return found
}

const wordsOf = ({ code, message }: YAMLError): string =>
  code === 'DUPLICATE_KEY' ? 'this name is there twice' : (message.split('\n')[0] ?? '').slice(0, 200)
