import { confirmFindingForm, longestTicket } from '../../src/notices/forms/finding-forms.ts'
import { defineCommand } from '../command/define-command.ts'
import { decideFinding } from './decide-finding.ts'

export const confirmFinding = defineCommand({
  verb: 'confirm-finding',
  summary: 'Confirm a failure: the update waits for a fix',
  usage: '[finding] [ticket] [note]',
  examples: ['confirm-finding F-77 LMS-1234'],
  for: ['specialist'],
  parameters: ['finding', 'words'],
  run: (invocation, app) =>
    decideFinding(invocation, app, {
      verb: 'confirm-finding',
      decision: 'confirmed',
      form: confirmFindingForm,
      typed(words) {
        const [, ticket = '', note = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(words) ?? []
        return { ...(ticket && { ticket }), ...(note && { note }) }
      },
      problems({ ticket }) {
        const length = ticket?.trim().length ?? 0
        if (length === 0) return { ticket: 'Name the ticket under which it is mended.' }
        return length > longestTicket ? { ticket: `At most ${longestTicket} characters; these are ${length}.` } : {}
      },
      decide: ({ answer, ...wish }) => app.confirmFinding({ ...wish, ticket: answer.ticket?.trim() ?? '' }),
    }),
})
