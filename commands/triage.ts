import { replyCard } from '../src/notices/reply.ts'
import { triageCard } from '../src/notices/triage-card.ts'
import { defineCommand } from './define-command.ts'

export const triage = defineCommand({
  verb: 'triage',
  summary: 'Findings that wait for a decision, oldest first',
  usage: '',
  examples: ['triage'],
  for: ['specialist'],
  parameters: [],
  run: async ({ args }, app) => replyCard(triageCard(await app.readTriage(args['after'] ?? null))),
})
