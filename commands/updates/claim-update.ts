import { replyCard } from '../../src/notices/card/reply.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { findingRefusal } from '../findings/finding-args.ts'
import { unsettled, waitingList } from '../findings/waiting-list.ts'

export const claimUpdate = defineCommand({
  verb: 'claim-update',
  summary: 'Take an update that failed or went silent in hand',
  usage: '[update]',
  examples: ['claim-update U-1042'],
  for: ['specialist', 'operator'],
  parameters: ['update'],
  async run({ actor, args, request }, app) {
    const update = (args['update'] ?? '').trim().toUpperCase()
    if (update === '') return waitingList(app, unsettled)
    const outcome = await app.claimUpdate({ actor, request, update, takeOver: args['takeOver'] === 'yes' })
    if (outcome.ok) {
      const { from } = outcome.value
      const text = `${from ? `You took it over from ${from}. ` : ''}Settle it on its card once you know why.`
      return replyCard(noteCard('update-claimed', 'good', `${update} is yours`, text))
    }
    const { code, detail } = outcome.refusal
    // Nothing is taken out of a colleague's hands by one click.
    const takeOver = { verb: 'claim-update', label: 'Take over', args: { update, takeOver: 'yes' } }
    return findingRefusal('Nothing was claimed', detail, code === 'claimed-by-other' ? [takeOver] : [])
  },
})
