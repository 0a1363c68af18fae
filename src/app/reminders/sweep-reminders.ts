import { after, isBefore, minute } from '../../domain/time/span.ts'
import type { Agenda, Sweep } from '../ports/agenda.ts'
import type { Ports } from '../ports/ports.ts'
import { tellOfDoubts } from '../sending/tell-of-doubts.ts'
import { redrawAtCutOff } from '../updates/redraw-at-cut-off.ts'
import { remind } from './remind.ts'
import { remindRoom } from './remind-room.ts'
import { repeatUnseen } from './repeat-unseen.ts'
import { tellOfHolds } from './tell-of-holds.ts'

/** Nothing here is owed to the second, so that looking costs little. */
const lookEvery = minute

/** Everything that is said again because time went by (DESIGN 4.3). */
export function makeSweepReminders(ports: Ports): Sweep {
  let next: Date | null = null
  return async (agenda) => {
    const now = ports.clock.now()
    if (next && isBefore(now, next)) return
    next = after(now, lookEvery)
    for (const look of looks) {
      try {
        await look(ports, agenda)
      } catch (error) {
        ports.logger.error({ err: error }, 'could not look for what is to be said again; the next look tries again')
      }
    }
  }
}

const looks: readonly ((ports: Ports, agenda: Agenda) => Promise<void>)[] = [
  (ports) => remind(ports, 'hour'),
  (ports) => remind(ports, 'day'),
  redrawAtCutOff,
  repeatUnseen,
  tellOfHolds,
  (ports) => remindRoom(ports, 'triage'),
  (ports) => remindRoom(ports, 'services'),
  async (ports, { unsettled }) => {
    if (unsettled) await tellOfDoubts(ports)
  },
]
