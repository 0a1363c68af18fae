import { isActive } from '../../src/domain/updates/update.ts'
import { replyCard } from '../../src/notices/card/reply.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { named } from '../../src/notices/words/words.ts'
import { defineCommand } from '../command/define-command.ts'
import { statusMeant } from '../command/scope.ts'

const othersWords = (others: readonly string[]): string =>
  others.length === 0 ? '' : `; ${named(others)} ${others.length === 1 ? 'has' : 'have'} seen it, too`

export const acknowledge = defineCommand({
  verb: 'acknowledge',
  summary: 'Say that you have seen what is planned',
  usage: '[client]',
  examples: ['acknowledge', 'acknowledge acme'],
  for: 'everyone',
  parameters: ['client'],
  async run(invocation, app) {
    const meant = await statusMeant(invocation, app, invocation.args['client'])
    if ('reply' in meant) return meant.reply
    const { client, systems } = meant.found
    const release =
      invocation.args['release'] ?? systems.find(({ update }) => update && isActive(update.status))?.update?.release
    if (!release)
      return replyCard(
        noteCard('acknowledged', 'neutral', 'Nothing to acknowledge', 'Nothing is planned for this client.'),
      )
    const { actor, request } = invocation
    const outcome = await app.acknowledge({ actor, request, client: client.id, release })
    return replyCard(
      outcome.ok
        ? noteCard(
            'acknowledged',
            'good',
            'Thank you',
            `${outcome.value.by} has seen the plan for release ${release}${othersWords(outcome.value.others)}. Nothing else happens by that.`,
          )
        : noteCard('refusal', 'warning', 'That is not possible', outcome.refusal.detail),
    )
  },
})
