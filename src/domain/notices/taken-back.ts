import type { Notice, NoticeKind } from './notice.ts'

/** The notices that another one takes back: of these kinds, about the one thing that a fact of theirs names. */
export type TakenBack = {
  readonly kinds: readonly NoticeKind[]
  readonly fact: 'request' | 'freeze'
  readonly id: string
}

/**
 * What came to nothing takes with it what nobody has been told of it yet: a wish that was withdrawn, a freeze that was
 * ended. Its end is told where its beginning was, and nowhere else.
 */
export function takenBackBy(notice: Notice): TakenBack | null {
  switch (notice.kind) {
    case 'urgent-withdrawn':
      return {
        kinds: ['urgent-requested', 'urgent-claimed', 'urgent-waiting'],
        fact: 'request',
        id: notice.facts.request,
      }
    case 'freeze-lifted':
      return { kinds: ['freeze-laid'], fact: 'freeze', id: notice.facts.freeze }
    default:
      return null
  }
}
