import type { VerificationStatus } from '../../domain/findings/verification.ts'
import type { Card } from '../card/card.ts'
import { counted, cut } from '../words/words.ts'

export type DecidedView = {
  readonly findings: readonly string[]
  readonly clients: readonly {
    readonly client: string
    readonly status: VerificationStatus
    readonly undecided: number
    readonly held: number
  }[]
}

const shown = 10

/** What a specialist is answered: which findings were decided, and what it means for each client. */
export function decidedCard(decision: 'accepted' | 'confirmed', { findings, clients }: DecidedView): Card {
  const [first = ''] = findings
  const named = findings.length === 1 ? first : `${first} and ${counted(findings.length - 1, 'more', 'more')}`
  const title = `${named} ${findings.length === 1 ? 'is' : 'are'} ${decision}`
  const left = clients.length - shown
  return {
    kind: `finding-${decision}`,
    tone: decision === 'accepted' ? 'good' : 'warning',
    title,
    summary: cut(title, 200),
    blocks: [
      {
        type: 'list',
        items: [
          ...clients.slice(0, shown).map((one) => `${one.client}: ${meaning(one)}`),
          ...(left > 0 ? [`… and ${counted(left, 'more client')}`] : []),
        ],
      },
    ],
    actions: [],
  }
}

function meaning({ status, undecided, held }: DecidedView['clients'][number]): string {
  const open = `${counted(undecided, 'finding')} left to decide`
  if (status === 'passed') return 'every finding is accepted; it is scheduled by itself'
  if (status === 'blocked') {
    const onHold = held > 0 ? `; ${counted(held, 'update')} put on hold` : ''
    return `waits for a fix${onHold}${undecided > 0 ? `; ${open}` : ''}`
  }
  return open
}
