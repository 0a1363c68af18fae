import { extname } from 'node:path'
import { BadInput } from './outcome.ts'
import { readTextFile } from './read-file.ts'

/**
 * Reads the documents of a file, JSON or YAML by its name and by what is in it: one, a list, `{"clients": […]}`, or
 * several YAML documents.
 * @throws BadInput that names the line and column where it breaks
 */
export async function readDocuments(file: string): Promise<readonly unknown[]> {
  const text = await readTextFile(file, 'client documents')
  const values = await valuesIn(file, text)
  const [only] = values
  return values.length === 1 ? listOf(only) : values
}

async function valuesIn(file: string, text: string): Promise<readonly unknown[]> {
  const isYaml = ['.yaml', '.yml'].includes(extname(file).toLowerCase())
  const looksLikeJson = /^\s*[[{]/.test(text)
  if (looksLikeJson || text.trim() === '') {
    const { parseJson } = await import('../../adapters/http/api/calls/parse-json.ts')
    const json = parseJson(text)
    if (json.ok) return [json.value]
    if (!isYaml) throw new BadInput(`${file}: is not JSON: ${json.refusal}`)
  }
  const { parseYaml } = await import('./parse-yaml.ts')
  const yaml = parseYaml(text)
  if (!yaml.ok) throw new BadInput(`${file}: is not ${isYaml ? 'YAML' : 'JSON or YAML'}: ${yaml.refusal}`)
  return yaml.value
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null && 'clients' in value && Array.isArray(value.clients))
    return value.clients
  return [value]
}
