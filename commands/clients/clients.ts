import { clientIdPattern } from '../../src/domain/people/system.ts'
import { replyCard } from '../../src/notices/card/reply.ts'
import { clientCard } from '../../src/notices/clients/client-card.ts'
import { clientsCard } from '../../src/notices/clients/clients-card.ts'
import { defineCommand } from '../command/define-command.ts'

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
