import { mayAct } from '../../src/domain/people/actor.ts'
import { formatSystem } from '../../src/domain/people/system.ts'
import { replyCard } from '../../src/notices/card/reply.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { systemActions } from '../../src/notices/updates/status-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { systemMeant } from '../command/scope.ts'
import { reschedule } from './reschedule.ts'

/** The same as to reschedule what is cancelled, under the name that its button has. */
export const restore = defineCommand({
  verb: 'restore',
  summary: 'Restore a cancelled update, at a time you choose',
  usage: '[system] [time]',
  examples: ['restore acme/staging sunday 2am', 'restore production'],
  for: 'everyone',
  parameters: ['system', 'when'],
  async run(invocation, app) {
    const meant = await systemMeant(invocation, app, invocation.args['system'])
    if ('reply' in meant) return meant.reply
    const { system, status } = meant.found
    const known = status.systems.find(({ environment }) => environment === system.environment)
    // Who may not act is told so, whatever there is.
    if (known?.update?.status === 'cancelled' || !mayAct(invocation.actor, system.client)) {
      const args = { ...invocation.args, system: formatSystem(system) }
      return reschedule.run({ ...invocation, verb: 'reschedule', args }, app)
    }
    return replyCard(
      noteCard(
        'refusal',
        'warning',
        'Nothing to restore',
        `No update of ${formatSystem(system)} is cancelled.`,
        known ? systemActions(known, status) : [],
      ),
    )
  },
})
