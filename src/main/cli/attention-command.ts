import type { Command } from 'commander'
import { showAttention } from '../../adapters/http/api/attention/show-attention.ts'
import { type AttentionKind, attentionKinds, totalOf } from '../../domain/notices/attention.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { attentionState, attentionTitle, manyWords } from '../../notices/attention/attention-words.ts'
import { BadInput, print } from './outcome.ts'
import { withApp } from './with-app.ts'

type Options = {
  readonly json?: boolean
  readonly kind?: string
  readonly client?: string
  readonly most: string
}

/** `zerotouch attention`: what does not go on without a person, and how many of each kind: for people and for monitors. */
export function addAttentionCommand(program: Command): void {
  program
    .command('attention')
    .description('what waits for somebody: the first of each kind, and how many there are')
    .option('--kind <kind>', attentionKinds.join(', '))
    .option('--client <client>', 'what concerns one client')
    .option('--most <number>', 'of each kind, at most', '10')
    .option('--json', 'print one JSON line: every kind with its count, and the items')
    .action(async ({ json, kind, client, most }: Options) => {
      const filter = {
        ...(kind !== undefined && { kinds: [kindOf(kind)] }),
        ...(client !== undefined && { client }),
      }
      const { counts, items, zone } = await withApp((app) => app.overviewAttention(filter, mostOf(most)))
      const lines = attentionKinds.flatMap((one) => {
        if (counts[one] === 0) return []
        const shown = items.filter((item) => item.kind === one)
        const left = counts[one] - shown.length
        return [
          `${manyWords(one, counts[one])}:`,
          ...shown.map((item) => {
            const state = attentionState(item, zone)
            return `  ${showInstant(item.since, zone, 'short')}  ${attentionTitle(item)}${state ? ` (${state})` : ''}`
          }),
          ...(left > 0 ? [`  … and ${left} more`] : []),
        ]
      })
      const value = { total: totalOf(counts), counts, items: items.map(showAttention('vendor', zone)) }
      print(json, value, lines.join('\n') || 'Nothing waits for anybody.')
    })
}

function kindOf(text: string): AttentionKind {
  const kind = attentionKinds.find((one) => one === text)
  if (!kind) throw new BadInput(`--kind: ${text.slice(0, 40)} must be one of ${attentionKinds.join(', ')}`)
  return kind
}

function mostOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new BadInput('--most: must be a whole number from 1 to 9999')
  return Number(text)
}
