import type { Teams } from '../adapters/teams/open-teams.ts'
import type { Clock, Logger } from '../app/ports/ports.ts'
import type { KnownConversations } from '../app/ports/stores/conversation-ports.ts'
import type { Config } from '../config/config.ts'

type Parts = {
  readonly conversations: KnownConversations
  readonly clock: Clock
  readonly logger: Logger
}

/** @returns null where no client is in Teams: then its SDK, which takes 100 MB of memory, is not even loaded */
export async function openTeamsOf({ teams }: Config, parts: Parts): Promise<Teams | null> {
  if (!teams) return null
  const { openTeams } = await import('../adapters/teams/open-teams.ts')
  return openTeams({ ...teams, ...parts })
}
