import type { Finding } from '../../domain/findings/finding.ts'
import type { Form } from '../card/form.ts'
import { caseWords } from '../findings/findings-card.ts'
import { longestReason } from './fields.ts'

/** Stands for nobody, who is on no file. */
export const nobody = 'nobody'

/**
 * Asks who gets a failure, and what they should know.
 * @param colleagues the specialists but for the one who asks
 */
export function handOverForm(
  finding: Finding,
  colleagues: readonly { readonly id: string; readonly name: string }[],
  given: { readonly to?: string; readonly hint?: string } = {},
): Form {
  const { id, status, claimedBy, revision } = finding
  const isClaimed = status === 'claimed'
  const others = colleagues.filter((one) => !isClaimed || one.id !== claimedBy?.id)
  const held = isClaimed ? `${claimedBy?.name ?? 'Somebody'} has it in hand.` : 'Nobody has it in hand yet.'
  return {
    verb: 'hand-over',
    title: `Hand over ${id}`.slice(0, 24),
    blocks: [
      { type: 'text', text: caseWords(finding) },
      { type: 'text', text: held },
    ],
    fields: [
      {
        name: 'to',
        label: 'Who gets it?',
        type: 'choice',
        options: [
          ...others.map(({ id: value, name: label }) => ({ value, label })),
          ...(isClaimed ? [{ value: nobody, label: 'Nobody: it waits for somebody to claim it' }] : []),
        ],
        ...(given.to !== undefined && { initial: given.to }),
        ...(given.hint !== undefined && { hint: given.hint }),
      },
      {
        name: 'note',
        label: 'What should they know?',
        type: 'text',
        multiline: true,
        optional: true,
        maxLength: longestReason,
        hint: 'They read it in the thread, where they are mentioned',
      },
    ],
    args: { finding: id, seen: String(revision) },
    submit: 'Hand over',
  }
}
