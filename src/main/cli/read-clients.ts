import type { FieldError } from '../../adapters/http/api/calls/answer.ts'
import type { ClientInput } from '../../adapters/http/api/clients/client-schema.ts'
import { clientIdPattern } from '../../domain/people/system.ts'
import { counted } from '../../notices/words/words.ts'
import { BadInput } from './outcome.ts'
import { readDocuments } from './read-documents.ts'

/** One document of a file: read, or with all that is wrong with it. */
export type CheckedClient = {
  /** Null where it has none that could be one. */
  readonly id: string | null
  /** Its place in the file, from 1; null where it is alone. */
  readonly place: number | null
  readonly input: ClientInput | null
  readonly mistakes: readonly FieldError[]
}

/** Reads every document of a file, whatever is wrong with the others, held against the vendor's numbers. */
export async function readClients(file: string): Promise<readonly CheckedClient[]> {
  const [{ readClient }, { readRules }] = await Promise.all([
    import('../../adapters/http/api/clients/read-client.ts'),
    import('../../config/config.ts'),
  ])
  const { numbers, defaultWindow } = readRules()
  const vendor = { expectedMinutes: numbers.expectedMinutes, defaultWindow }
  const documents = await readDocuments(file)
  if (documents.length === 0) throw new BadInput(`${file}: holds no client`)
  const seen = new Set<string>()
  return documents.map((document, index) => {
    const read = readClient(document, 'document', vendor)
    const given = typeof document === 'object' && document !== null && 'id' in document ? document.id : undefined
    const id = typeof given === 'string' && clientIdPattern.test(given) ? given : null
    const mistakes = [...idMistakes(id, given, seen), ...(read.ok ? [] : read.refusal)]
    if (id !== null) seen.add(id)
    const place = documents.length > 1 ? index + 1 : null
    return { id, place, input: read.ok && mistakes.length === 0 ? read.value : null, mistakes }
  })
}

function idMistakes(id: string | null, given: unknown, seen: ReadonlySet<string>): FieldError[] {
  const value = given === undefined ? {} : { value: JSON.stringify(given).slice(0, 60) }
  if (id === null)
    return [{ field: 'id', reason: 'must be 1 to 40 lower-case letters, digits and inner hyphens', ...value }]
  return seen.has(id) ? [{ field: 'id', reason: 'comes twice', ...value }] : []
}

/** `acme, client 2` */
export const nameOf = ({ id, place }: Pick<CheckedClient, 'id' | 'place'>): string =>
  [id, place === null ? null : `client ${place}`].filter((part) => part !== null).join(', ')

/** `zone: "PST" is not a time zone: take …` */
export const mistakeWords = ({ field, value, reason }: FieldError): string =>
  `${field}: ${value === undefined || quotes(reason, value) ? '' : `${value} `}${reason}`

/** A reason that begins with what came, tidied, needs it no second time. */
const quotes = (reason: string, value: string): boolean => reason.startsWith('"') || reason.includes(value)

/**
 * @param told what is to be said of the mistakes: each of them, or how many where they were told before
 * @throws BadInput in one line, where there is one
 */
export function refuseMistakes(file: string, clients: readonly CheckedClient[], told: 'each' | 'count'): void {
  const wrong = clients.filter(({ mistakes }) => mistakes.length > 0)
  if (wrong.length === 0) return
  const total = wrong.reduce((sum, { mistakes }) => sum + mistakes.length, 0)
  const where = clients.length > 1 ? ` in ${counted(wrong.length, 'client')} of ${clients.length}` : ''
  const many = `${file}: ${counted(total, 'mistake')}${where}`
  const mend = total === 1 ? 'Mend it, then run it again.' : 'Mend these, then run it again.'
  if (told === 'count') throw new BadInput(`${many}. ${mend}`)
  const each = wrong.map((client) => {
    const name = nameOf(client)
    return `${name === '' ? '' : `${name}: `}${client.mistakes.map(mistakeWords).join('; ')}`
  })
  throw new BadInput(`${many}, so nothing is stored: ${each.join('; ')}. ${mend}`)
}
