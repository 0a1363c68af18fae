import { edited, type Route, redrawn } from '../../../domain/notices/route.ts'
import { incidentStanding, rolloutStanding } from '../../../domain/notices/standing.ts'
import type { Environment } from '../../../domain/people/system.ts'
import type { Others } from '../../notice/define-notice.ts'

export type AboutUpdate = { readonly update: string; readonly environment: Environment; readonly release: string }

/** Who hears what becomes of an update: everybody at its client. */
export const routeOfUpdate = ({ release, environment }: AboutUpdate, client: string): Route => ({
  standing: rolloutStanding(client, release),
  channel: edited,
  direct: redrawn,
  mail: true,
  inbox: environment,
  staging: environment === 'staging',
})

/** In the rooms it has a message of its own, and comes after whatever the room heard of the same roll-out before. */
export const routeOfIncident = ({ update, release }: AboutUpdate, client: string): Route => ({
  roomStanding: incidentStanding(update),
  roomMatter: rolloutStanding(client, release),
})

export const productionOf = ({ update, environment }: Pick<AboutUpdate, 'update' | 'environment'>): string | null =>
  environment === 'production' ? update : null

/** The reminder of its start would go on to offer what can no longer be done. */
export const outdatesReminder: Others<AboutUpdate> = {
  redraws: ({ release }) => ({ message: 'reminder', release }),
  overtakes: 'changes-of-its-update',
  takesBack: null,
}

export const overtakesChanges: Others<AboutUpdate> = {
  redraws: null,
  overtakes: 'changes-of-its-update',
  takesBack: null,
}
