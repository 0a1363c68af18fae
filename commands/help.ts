import { replyCard } from '../src/notices/card/reply.ts'
import { helpCard } from '../src/notices/replies/help-card.ts'
import { type Command, defineCommand } from './command/define-command.ts'
import { refusalOf } from './command/run-command.ts'

/** Lists the verbs that the reader may use where they are; made from the commands themselves. */
export const helpFor = (others: readonly Command[], slash: string): Command => {
  const help: Command = defineCommand({
    verb: 'help',
    summary: 'This list',
    usage: '',
    examples: ['help'],
    for: 'everyone',
    parameters: [],
    run: async ({ actor, from }) => {
      const usable = [...others, help].filter((command) => refusalOf(command, actor, from) === null)
      return replyCard(
        helpCard(
          slash,
          usable.map(({ verb, usage, summary, examples }) => ({
            verb,
            usage,
            summary,
            example: examples[0] ?? null,
          })),
        ),
      )
    },
  })
  return help
}
