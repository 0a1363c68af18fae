import { replyCard } from '../../src/notices/card/reply.ts'
import { historyCard } from '../../src/notices/updates/history-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { statusMeant } from '../command/scope.ts'

const shown = 15

export const history = defineCommand({
  verb: 'history',
  summary: 'Who did what, newest first',
  usage: '[client]',
  examples: ['history', 'history acme'],
  for: 'everyone',
  parameters: ['client'],
  async run(invocation, app) {
    const meant = await statusMeant(invocation, app, invocation.args['client'])
    if ('reply' in meant) return meant.reply
    const { client } = meant.found
    return replyCard(historyCard(client, await app.readHistory(client.id, shown)))
  },
})
