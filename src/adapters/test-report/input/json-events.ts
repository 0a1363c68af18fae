import { jsonParser } from 'stream-json/core/parser.js'
import type { ReportLimits } from '../report-limits.ts'
import { ReportRefused } from '../report-refusal.ts'

export type JsonEvents = {
  /** An object or an array begins, under the key that was last named. */
  open(kind: 'object' | 'array'): void
  /** @param says whether anything stood in it: a text that is not blank, a number but 0, `true`, or what holds one of these */
  close(says: boolean): void
  key(name: string): void
  /**
   * A string, cut soon after `limits.output`, or a number as it is written; null for the three literals.
   * @param truth what the literal is; left out for `null` and for what is no literal
   */
  value(text: string | null, kind: JsonKind, truth?: boolean): void
}

export type JsonKind = 'string' | 'number' | 'literal'

/** @returns a value as one would write it down; empty for `null` */
export const written = (text: string | null, truth: boolean | undefined): string =>
  text ?? (truth === undefined ? '' : String(truth))

export type JsonReader = {
  write(piece: string): void
  /** Refuses as truncated unless the one object or array has come to its end. */
  end(): void
}

/** A JSON parser that keeps to the limits, whatever it is fed: a string of 60 MB never stands in memory whole. */
export function makeJsonReader(limits: ReportLimits, events: JsonEvents): JsonReader {
  const parse = jsonParser({ packValues: false, jsonStreaming: true })
  let depth = 0
  let began = false
  let inKey = false
  let gathered = ''
  /** For each object and list that is open whether anything in it says something, the innermost last. */
  const says: boolean[] = []

  const gather = (piece: string) => {
    if (inKey && gathered.length + piece.length > limits.tag) {
      throw new ReportRefused('hostile', `The JSON has a key of more than ${limits.tag} characters.`)
    }
    if (inKey || gathered.length <= limits.output) gathered += piece
  }
  const enter = (kind: 'object' | 'array') => {
    if (began && depth === 0) throw twoDocuments()
    depth += 1
    if (depth > limits.depth) {
      const detail = `The JSON is nested more than ${limits.depth} deep, which no test report is.`
      throw new ReportRefused('too-deep', detail)
    }
    began = true
    says.push(false)
    events.open(kind)
  }
  const leave = () => {
    depth -= 1
    const said = says.pop() ?? false
    const around = says.length - 1
    if (said && around >= 0) says[around] = true
    events.close(said)
  }
  const value = (text: string | null, kind: JsonKind, truth?: boolean) => {
    says[says.length - 1] ||= saysSomething(text, kind, truth)
    events.value(text, kind, truth)
  }

  const take = (token: ReturnType<typeof tokensOf>[number]) => {
    switch (token.name) {
      case 'stringChunk':
      case 'numberChunk':
        return gather(token.value)
      case 'startKey':
      case 'startString':
      case 'startNumber':
        if (depth === 0) throw noDocument()
        inKey = token.name === 'startKey'
        gathered = ''
        return
      case 'endKey':
        return events.key(gathered)
      case 'endString':
        return value(gathered, 'string')
      case 'endNumber':
        return value(gathered, 'number')
      case 'startObject':
        return enter('object')
      case 'startArray':
        return enter('array')
      case 'endObject':
      case 'endArray':
        return leave()
      case 'nullValue':
      case 'trueValue':
      case 'falseValue':
        if (depth === 0) throw noDocument()
        return token.name === 'nullValue' ? value(null, 'literal') : value(null, 'literal', token.name === 'trueValue')
    }
  }

  const tokensOf = (piece: string) => {
    try {
      const tokens = parse(piece)
      return typeof tokens === 'symbol' ? [] : tokens.values
    } catch (error) {
      const reason = error instanceof Error ? error.message.replace(/^Parser (cannot parse input: )?/, '') : ''
      throw new ReportRefused('malformed', `The report is not well-formed JSON (${reason}). Write it anew.`)
    }
  }

  return {
    write(piece) {
      for (const token of tokensOf(piece)) take(token)
    },
    end() {
      if (began && depth === 0) return
      throw new ReportRefused('truncated', 'The JSON ends before its last brace. Send the whole report again.')
    },
  }
}

function saysSomething(text: string | null, kind: JsonKind, truth: boolean | undefined): boolean {
  if (kind === 'literal') return truth === true
  return kind === 'number' ? /[1-9]/.test(text ?? '') : /\S/.test(text ?? '')
}

const twoDocuments = (): ReportRefused =>
  new ReportRefused(
    'malformed',
    'A second JSON document begins behind the first. Hand them in as two files of one report.',
  )

const noDocument = (): ReportRefused =>
  new ReportRefused('malformed', 'The report is not one JSON object or list. Write it anew.')
