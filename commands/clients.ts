import { clientIdPattern } from '../src/domain/system.ts'
import { clientCard } from '../src/notices/client-card.ts'
import { clientsCard } from '../src/notices/clients-card.ts'
import { replyCard } from '../src/notices/reply.ts'
import { defineCommand } from './define-command.ts'

/** As many as have room for a button each. */
const shown = 10

export const clients = defineCommand({
  verb: 'clients',
  summary: 'All clients, those whose name or id holds some words, or one of them',
  usage: '[id or words]',
  examples: ['clients', 'clients college', 'clients acme'],
  for: ['specialist', 'services', 'operator'],
  parameters: ['words'],
  async run({ args }, app) {
    const words = args['words']?.trim() ?? ''
    const id = words.toLowerCase()
    const status = clientIdPattern.test(id) ? await app.readStatus(id) : null
    if (status) return replyCard(clientCard(status, await app.placesOf([id])))
    // A cursor is the last id that was shown; anything else in its place leads to where it would stand.
    return replyCard(clientsCard(words, await app.findClients(words, args['after'] ?? null, shown)))
  },
})
