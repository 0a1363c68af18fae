import { redrawn } from '../../../domain/notices/route.ts'
import { defineNotice, isOfClient, type Told, type ToPlace } from '../../notice/define-notice.ts'
import type { Drawn } from '../../notice/drawing.ts'
import { incidentCard } from '../incident-card.ts'
import { type AboutUpdate, routeOfIncident } from './about-update.ts'

/** What stands in the rooms for a failed or silent update changed: who has it in hand, who settled it. */
export const incidentRedrawn = defineNotice<'incident-redrawn', AboutUpdate>({
  kind: 'incident-redrawn',
  word: 'Failed or silent update redrawn',
  topic: null,
  route: (facts, client) => ({ ...routeOfIncident(facts, client), rooms: { ops: redrawn, triage: redrawn } }),
  plan: null,
  overtaken: null,
  others: { redraws: () => ({ message: 'digest', room: 'triage' }), overtakes: null, takesBack: null },
  draw: ({ facts: { update } }) => ({
    reads: 'incident',
    of: { update },
    card(incident) {
      if (!incident) throw new Error('An incident is gone')
      return incidentCard(incident)
    },
  }),
})

/** In the rooms it stands until it is settled; in a thread, and to the client, it is told. */
export const drawIncident =
  <Facts extends AboutUpdate>(drawn: (notice: Told<Facts>, to: ToPlace) => Drawn) =>
  (notice: Told<Facts>, to: ToPlace): Drawn =>
    isOfClient(to.place) || to.mode === 'reply'
      ? drawn(notice, to)
      : {
          reads: 'incident',
          of: { update: notice.facts.update },
          card: (incident) => (incident ? incidentCard(incident) : drawn(notice, to)),
        }
