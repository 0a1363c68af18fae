import type { Command } from 'commander'
import type { ClientDocument } from '../../app/ports.ts'
import type { Place } from '../../domain/place.ts'
import { clientIdPattern } from '../../domain/system.ts'
import { counted } from '../../notices/words.ts'
import { BadInput, print } from './outcome.ts'
import { readJsonFile } from './read-file.ts'
import { operatorAtCli, withApp } from './with-app.ts'

type Json = { readonly json?: boolean }

/** `zerotouch clients …`: client documents from a file, as a pipeline would put them. */
export function addClientsCommands(program: Command): void {
  const clients = program.command('clients').description('client documents')
  clients
    .command('check <file>')
    .description('read client documents (one, a list, or {"clients": […]}) without storing them')
    .option('--json', 'print one JSON line')
    .action(async (file: string, { json }: Json) => {
      const read = await readClients(file)
      const ids = read.map(({ id }) => id)
      print(json, { clients: ids }, `${counted(ids.length, 'client')}: ${ids.join(', ')}`)
    })
  clients
    .command('import <file>')
    .description('create these clients, or replace what is on file of them; what was set in chat stays')
    .option('--json', 'print one JSON line')
    .action(async (file: string, { json }: Json) => {
      const read = await readClients(file)
      const loopback = (await import('../../config/config.ts')).readWebhookLoopback()
      const stored = await withApp(async (app) => {
        const put: { id: string; revision: number }[] = []
        // All are read whole before the first is stored: a mistake in the last one changes nothing.
        const documents = await Promise.all(
          read.map(async ({ id, documentFor }) => ({
            id,
            document: documentFor(await app.placesOf([id]), loopback),
          })),
        )
        for (const { id, document } of documents) {
          const done = await app.putClient(document, null, operatorAtCli)
          if (!done.ok) throw new Error(`${id}: ${done.refusal.detail}`)
          put.push({ id, revision: done.value.revision })
        }
        return put
      })
      const words = stored.map(({ id, revision }) => `${id} is at revision ${revision}`)
      print(json, { clients: stored }, words.join('\n'))
    })
}

type ReadClient = {
  readonly id: string
  documentFor(known: readonly Place[], webhookLoopback: boolean): ClientDocument
}

/** Reads every document before any is stored: a file with a mistake changes nothing. */
async function readClients(file: string): Promise<readonly ReadClient[]> {
  const [{ clientDocument }, { documentOf }, { parse }] = await Promise.all([
    import('../../adapters/http/api/client-schema.ts'),
    import('../../adapters/http/api/client-document.ts'),
    import('../../adapters/http/api/field-errors.ts'),
  ])
  const documents = listOf(await readJsonFile(file, 'client documents'))
  if (documents.length === 0) throw new BadInput(`${file}: holds no client`)
  const seen = new Set<string>()
  return documents.map((document, index) => {
    const where = documents.length === 1 ? file : `${file}: client ${index + 1}`
    const parsed = parse(clientDocument, document, 'document')
    if (!parsed.ok) throw new BadInput(`${where}: ${detailOf(parsed.refusal.body)}`)
    const { id } = parsed.value
    if (id === undefined || !clientIdPattern.test(id))
      throw new BadInput(`${where}: id must be 1 to 40 lower-case letters, digits and inner hyphens`)
    if (seen.has(id)) throw new BadInput(`${where}: id ${id} comes twice`)
    seen.add(id)
    return {
      id,
      documentFor(known, webhookLoopback) {
        const read = documentOf(id, parsed.value, known, webhookLoopback)
        if (!read.ok) throw new BadInput(`${where}: ${detailOf(read.refusal.body)}`)
        return read.value
      },
    }
  })
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null && 'clients' in value && Array.isArray(value.clients))
    return value.clients
  return [value]
}

/** Every field that is wrong, in one line; a file is mended in one go. */
function detailOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return 'is wrong'
  const errors = 'errors' in body && Array.isArray(body.errors) ? body.errors.filter(isFieldError) : []
  if (errors.length > 0) return errors.map(({ field, reason }) => `${field}: ${reason}`).join('; ')
  return 'detail' in body ? String(body.detail) : 'is wrong'
}

const isFieldError = (value: unknown): value is { readonly field: string; readonly reason: string } =>
  typeof value === 'object' && value !== null && 'field' in value && 'reason' in value
