import { replyCard, replyForm } from '../../src/notices/card/reply.ts'
import { takeOverForm } from '../../src/notices/forms/finding-forms.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { counted } from '../../src/notices/words/words.ts'
import { defineCommand } from '../command/define-command.ts'
import { findingArgs, findingRefusal } from './finding-args.ts'
import { undecided, waitingList } from './waiting-list.ts'

export const claimFinding = defineCommand({
  verb: 'claim-finding',
  summary: 'Take a failure in hand, or take it over',
  usage: '[finding]',
  examples: ['claim-finding F-77'],
  for: ['specialist'],
  parameters: ['finding'],
  async run({ actor, args, request, via }, app) {
    const about = findingArgs(args)
    if (about.finding === '') return waitingList(app, undecided)
    const takeOver = via === 'form' && args['takeOver'] === 'yes'
    const outcome = await app.claimFinding({ actor, request, ...about, takeOver })
    if (!outcome.ok) {
      const { code, detail } = outcome.refusal
      const view = code === 'claimed-by-other' && via !== 'form' ? await app.readFinding(about.finding) : null
      // Nothing is taken out of a colleague's hands by one click.
      return view ? replyForm(takeOverForm(view.finding)) : findingRefusal('Nothing was claimed', detail)
    }
    const { findings, from } = outcome.value
    const others =
      findings.length > 1 ? `, with ${counted(findings.length - 1, 'more', 'more')} of the same failure` : ''
    return replyCard(
      noteCard(
        'finding-claimed',
        'good',
        `${about.finding} is yours${others}`,
        `${from ? `You took it over from ${from}. ` : ''}Decide it with Accept or Confirm on its card.`,
      ),
    )
  },
})
