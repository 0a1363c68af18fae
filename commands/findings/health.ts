import { replyCard } from '../../src/notices/card/reply.ts'
import { healthReportCard } from '../../src/notices/findings/health-report-card.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { clientMeant } from '../command/scope.ts'

export const health = defineCommand({
  verb: 'health',
  summary: 'The System Health report of the newest release on the copy',
  usage: '[client]',
  examples: ['health', 'health acme'],
  for: 'everyone',
  parameters: ['client'],
  async run(invocation, app) {
    const client = await clientMeant(invocation, app, invocation.args['client'])
    if ('reply' in client) return client.reply
    const view = await app.readHealth(client.found)
    if (!view)
      return replyCard(
        noteCard(
          'health-report',
          'neutral',
          'No health report yet',
          'No release has been tried on a copy of this client so far.',
        ),
      )
    const { report, ...rest } = view
    return replyCard(
      healthReportCard({
        ...rest,
        summary: report?.summary ?? null,
        receivedAt: report?.receivedAt ?? null,
        comparison: report?.comparison ?? null,
      }),
    )
  },
})
