import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' }

/** Where Microsoft's `schemas/1.5.0/adaptive-card.json` (github.com/microsoft/AdaptiveCards) lies, if it does. */
const file = process.env['ADAPTIVE_CARD_SCHEMA']

const judge = file ? compile(file) : null

/** @returns what Microsoft's own schema finds wrong with a card; nothing where it is not at hand */
export function officialProblemsOf(card: object): string[] {
  if (!judge || judge(card)) return []
  return (judge.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`)
}

function compile(path: string) {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  ajv.addMetaSchema(draft6)
  // Draft 6 says `$id`; the schema was written with the `id` of draft 4.
  const { id: _, ...schema } = JSON.parse(readFileSync(path, 'utf8'))
  return ajv.compile(schema)
}
