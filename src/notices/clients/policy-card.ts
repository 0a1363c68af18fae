import type { Client } from '../../domain/people/client.ts'
import type { PolicyNumbers } from '../../domain/people/policy-numbers.ts'
import { showDuration } from '../../domain/time/show-time.ts'
import type { Card } from '../card/card.ts'
import { windowWords } from '../words/window-words.ts'
import { counted } from '../words/words.ts'

/** Whole days from two on: nobody counts in 168 hours. */
const spanOf = (hours: number): string =>
  hours > 24 && hours % 24 === 0 ? counted(hours / 24, 'day') : showDuration(hours * 60)

/** The rules of DESIGN 4 with this client's numbers, in plain words. */
export const policyCard = (client: Client, numbers: PolicyNumbers): Card => ({
  kind: 'policy',
  tone: 'neutral',
  title: `${client.name}: the rules`,
  summary: `The rules for updates at ${client.name}`,
  blocks: [
    {
      type: 'facts',
      facts: [
        { label: 'Maintenance windows', value: windowWords(client) },
        {
          label: 'Notice',
          value: `at least ${spanOf(numbers.noticeHours)}, security releases ${spanOf(numbers.securityNoticeHours)}`,
        },
        { label: 'Expected outage', value: `about ${showDuration(numbers.expectedMinutes)}` },
        {
          label: 'Move or cancel',
          value: `until ${showDuration(numbers.cutOffHours * 60)} before the start`,
        },
        {
          label: 'New start',
          value: `any quarter-hour at least ${showDuration(numbers.leadMinutes)} away, up to the ${numbers.deadlineDays}th day after the first planned start (security: the ${numbers.securityDeadlineDays}th)`,
        },
        {
          label: 'Cancel',
          value: `not for security releases, not ${numbers.maxSkipsInARow + 1} releases in a row, not when it leaves a system more than ${numbers.maxReleasesBehind} releases behind`,
        },
      ],
    },
  ],
  actions: [],
})
