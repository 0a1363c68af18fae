import type { HoldCause } from '../../domain/updates/hold.ts'
import type { Update } from '../../domain/updates/update.ts'
import { statusWord } from './words.ts'

const words: Readonly<Record<HoldCause, string>> = {
  'release-paused': 'We have paused this release while we look into something',
  'staging-failed': 'The update failed on staging, which went first',
  'failure-confirmed': 'A failure on the copy was confirmed; the update waits for a fix',
  'checked-again': 'The copy was checked again and a specialist looks at what was found',
  'no-legal-start': 'No maintenance window within reach is free',
}

/** Why an update is on hold, for everybody; with what the vendor wrote for its clients where there is such a text. */
export const holdWords = (cause: HoldCause, reason: string | null): string =>
  reason ? `${words[cause]}: ${reason}` : words[cause]

/** The state of an update, with why it is on hold. @returns e.g. `On hold: No maintenance window within reach is free` */
export const stateWords = ({ status, hold, reason }: Pick<Update, 'status' | 'hold' | 'reason'>): string =>
  hold ? `${statusWord[status]}: ${holdWords(hold, reason)}` : statusWord[status]
