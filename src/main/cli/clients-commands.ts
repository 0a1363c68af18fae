import type { Command } from 'commander'
import type { ClientDocument } from '../../app/ports/ports.ts'
import { doubtsOf } from '../../domain/people/client-doubts.ts'
import { windowWords } from '../../notices/words/window-words.ts'
import { counted } from '../../notices/words/words.ts'
import { doubtWords, factsOf, linesOf } from './check-clients.ts'
import { asOption, type ByOperator, operatorAtCli } from './operator.ts'
import { print } from './outcome.ts'
import { type CheckedClient, readClients, refuseMistakes } from './read-clients.ts'
import { withApp } from './with-app.ts'

type Json = ByOperator & { readonly json?: boolean }

/** `zerotouch clients …`: client documents from a file, as a pipeline would put them. */
export function addClientsCommands(program: Command): void {
  const clients = program.command('clients').description('client documents')
  clients
    .command('check <file>')
    .description('read client documents (JSON or YAML: one, a list, or {"clients": […]}) without storing them')
    .option('--json', 'print one JSON line')
    .action(check)
  clients
    .command('import <file>')
    .description('create these clients, or replace what is on file of them; what was set in chat stays')
    .option(...asOption)
    .option('--json', 'print one JSON line')
    .action(importAll)
}

async function check(file: string, { json }: Json): Promise<void> {
  const { readRules } = await import('../../config/config.ts')
  const [read, { defaultWindow }, now] = [await readClients(file), readRules(), new Date()]
  const shown = read.map((client) => {
    const { id, input } = client
    const facts = id !== null && input ? factsOf(id, input, defaultWindow, now) : null
    return { client, facts }
  })
  const value = {
    clients: read.flatMap(({ id }) => (id === null ? [] : [id])),
    facts: shown.flatMap(({ facts }) => (facts ? [facts] : [])),
    errors: read.flatMap(({ id, place, mistakes }) => mistakes.map((one) => ({ client: id, place, ...one }))),
    warnings: warningsOf(read),
  }
  const lines = shown.flatMap(({ client, facts }) => linesOf(client, facts))
  print(json, value, [...lines, `${counted(read.length, 'client')} in ${file}`].join('\n'))
  refuseMistakes(file, read, 'count')
}

async function importAll(file: string, { json, ...by }: Json): Promise<void> {
  const actor = operatorAtCli(by)
  const read = await readClients(file)
  refuseMistakes(file, read, 'each')
  const loopback = (await import('../../config/config.ts')).readWebhookLoopback()
  const stored = await withApp(async (app) => {
    const put: { id: string; revision: number; said: string }[] = []
    // All are read whole before the first is stored: a mistake in the last one changes nothing.
    for (const document of await documentsOf(file, read, (id) => app.placesOf([id]), loopback)) {
      const done = await app.putClient(document, null, actor)
      if (!done.ok) throw new Error(`${document.id}: ${done.refusal.detail}`)
      put.push({ id: document.id, revision: done.value.revision, said: windowWords(done.value) })
    }
    return put
  })
  const warnings = warningsOf(read)
  const words = [
    ...stored.map(({ id, revision, said }) => `${id} is at revision ${revision}: ${said}`),
    ...warnings.map((doubt) => `warning: ${doubt.client}: ${doubtWords(doubt)}`),
  ]
  const clients = stored.map(({ id, revision }) => ({ id, revision }))
  print(json, { clients, ...(warnings.length > 0 && { warnings }) }, words.join('\n'))
}

const warningsOf = (read: readonly CheckedClient[]) =>
  read.flatMap(({ id, input }) => (input ? doubtsOf(input).map((doubt) => ({ client: id, ...doubt })) : []))

/** @throws BadInput that names what stands in the way of all of them, such as a new webhook without its secret */
async function documentsOf(
  file: string,
  read: readonly CheckedClient[],
  placesOf: (
    id: string,
  ) => Promise<Parameters<typeof import('../../adapters/http/api/clients/client-document.ts').documentOf>[2]>,
  loopback: boolean,
): Promise<readonly ClientDocument[]> {
  const { documentOf } = await import('../../adapters/http/api/clients/client-document.ts')
  const documents: ClientDocument[] = []
  const wrong: CheckedClient[] = []
  for (const client of read) {
    const { id, input } = client
    if (id === null || !input) continue
    const document = documentOf(id, input, await placesOf(id), loopback)
    if (document.ok) documents.push(document.value)
    else wrong.push({ ...client, input: null, mistakes: document.refusal })
  }
  refuseMistakes(file, [...wrong, ...read.filter(({ id }) => documents.some((one) => one.id === id))], 'each')
  return documents
}
