import { defaultWorkingHours } from '../../domain/time/working-hours.ts'
import type { Ports } from '../ports/ports.ts'
import type { AttentionReads } from '../use-cases/attention.ts'

export function makeAttention({ withoutTransaction, clock, rules }: Ports): AttentionReads {
  const { zone } = rules.workingHours ?? defaultWorkingHours
  return {
    async readAttention(filter, page) {
      const at = clock.now()
      return { at, zone, ...(await withoutTransaction((tx) => tx.attention.list(filter, page, at))) }
    },
    async overviewAttention(filter, ofEach) {
      const at = clock.now()
      return { at, zone, ...(await withoutTransaction((tx) => tx.attention.firstOfEach(filter, ofEach, at))) }
    },
    countAttention: (filter) => withoutTransaction((tx) => tx.attention.count(filter, clock.now())),
  }
}
