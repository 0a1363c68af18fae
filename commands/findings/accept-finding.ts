import { acceptReasons } from '../../src/domain/findings/verdict.ts'
import { acceptFindingForm } from '../../src/notices/forms/finding-forms.ts'
import { defineCommand } from '../command/define-command.ts'
import { splitVerb } from '../command/read-words.ts'
import { decideFinding } from './decide-finding.ts'

export const acceptFinding = defineCommand({
  verb: 'accept-finding',
  summary: 'Accept a failure: it says nothing against the update',
  usage: '[finding] [reason] [note]',
  examples: ['accept-finding F-77 flaky fails every second night'],
  for: ['specialist'],
  parameters: ['finding', 'words'],
  run: (invocation, app) =>
    decideFinding(invocation, app, {
      verb: 'accept-finding',
      decision: 'accepted',
      form: acceptFindingForm,
      typed(words) {
        const { verb: first, rest } = splitVerb(words)
        const reason = reasonOf(first)
        return reason ? { reason, note: rest } : { note: words }
      },
      problems: ({ reason }) => (reasonOf(reason) ? {} : { reason: 'Please choose why.' }),
      async decide({ answer, ...wish }) {
        const reason = reasonOf(answer.reason)
        if (!reason) throw new Error('An acceptance without a reason')
        return app.acceptFinding({ ...wish, reason })
      },
    }),
})

const reasonOf = (word: string | undefined) => acceptReasons.find((reason) => reason === word)
