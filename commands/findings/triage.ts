import { BadCursor } from '../../src/app/ports/ports.ts'
import { attentionKinds } from '../../src/domain/notices/attention.ts'
import { kindsFor } from '../../src/notices/attention/attention-words.ts'
import { defineCommand } from '../command/define-command.ts'
import { waitingList } from './waiting-list.ts'

export const triage = defineCommand({
  verb: 'triage',
  summary: 'What waits for somebody: failures to decide, updates that failed, releases on hold and all else',
  usage: '[all]',
  examples: ['triage', 'triage all'],
  for: ['specialist', 'services', 'operator'],
  parameters: ['all'],
  async run({ actor, args }, app) {
    const kinds = args['all'] ? attentionKinds : kindsFor(actor.roles)
    try {
      return await waitingList(app, kinds, args['after'] ?? null)
    } catch (error) {
      // The button of an older message: what it would go on with is shown from the start.
      if (error instanceof BadCursor) return waitingList(app, kinds)
      throw error
    }
  },
})
