import { BadCursor } from '../../src/app/ports/ports.ts'
import type { App } from '../../src/app/use-cases/app.ts'
import { replyCard } from '../../src/notices/card/reply.ts'
import { deliveriesCard } from '../../src/notices/deliveries/deliveries-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { statusMeant } from '../command/scope.ts'

/** As many lines as fit into one message with room to spare. */
const shown = 24

export const notices = defineCommand({
  verb: 'notices',
  summary: 'Was I told, where and when, and if not, why?',
  usage: '[client]',
  examples: ['notices', 'notices acme'],
  for: 'everyone',
  parameters: ['client'],
  async run(invocation, app) {
    const meant = await statusMeant(invocation, app, invocation.args['client'])
    if ('reply' in meant) return meant.reply
    const { client } = meant.found
    // A client's channel shows what the client was told, whoever asks.
    const withRooms = invocation.from.room !== null
    const { items, next } = await readPage(app, client.id, withRooms, invocation.args['after'] ?? null)
    const told = items.filter(({ mode }) => mode !== 'edit')
    return replyCard(deliveriesCard(client, told, next))
  },
})

/** A cursor that is no longer one, or never was, leads to the newest page. */
async function readPage(app: App, client: string, withRooms: boolean, after: string | null) {
  try {
    return await app.readDeliveries(client, withRooms, { after, limit: shown })
  } catch (error) {
    if (!(error instanceof BadCursor)) throw error
    return app.readDeliveries(client, withRooms, { after: null, limit: shown })
  }
}
