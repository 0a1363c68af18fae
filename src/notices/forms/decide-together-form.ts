import type { Finding } from '../../domain/findings/finding.ts'
import type { Form } from '../card/form.ts'
import { differentMessages } from '../findings/different-messages.ts'
import { caseWords } from '../findings/findings-card.ts'
import { clientList, counted } from '../words/words.ts'

/**
 * Lists whom one decision is for and what their copies said, before it counts.
 * @param listed every finding that it decides, the one that is looked at first
 */
export function decideTogetherForm(
  verb: 'accept-finding' | 'confirm-finding',
  { finding, listed }: { readonly finding: Finding; readonly listed: readonly Finding[] },
  args: Form['args'],
): Form {
  const clients = [...new Set(listed.map(({ client }) => client))]
  const word = verb === 'accept-finding' ? 'Accept' : 'Confirm'
  return {
    verb,
    title: `${word} for ${counted(clients.length, 'client')}`.slice(0, 24),
    blocks: [
      { type: 'text', text: caseWords(finding) },
      {
        type: 'text',
        text: [{ bold: 'One decision for ' }, clientList(clients)],
      },
      ...differentMessages(listed),
      {
        type: 'text',
        text:
          verb === 'accept-finding'
            ? 'Each client whose last finding this was is scheduled by itself.'
            : 'Each of them is told that its update waits for a fix; what is scheduled is held.',
      },
    ],
    fields: [],
    args,
    submit: word,
  }
}
