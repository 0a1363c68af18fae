import type { Sender } from '../../app/ports/delivery-ports.ts'
import type { Clock, Logger } from '../../app/ports/ports.ts'
import type { KnownConversations } from '../../app/ports/stores/conversation-ports.ts'
import { makeTeamsRequestListener, type TeamsEntrance, type TeamsSettings } from './request-listener.ts'
import { makeTeamsSender } from './sending/sender.ts'
import { makeAppTokens } from './trust/app-tokens.ts'
import { makeConnectors } from './trust/connectors.ts'
import { makeRegistrations, type Registration } from './trust/registrations.ts'
import { defaultServiceUrl, loopbackOnly, microsoftOnly } from './trust/service-hosts.ts'
import { makeSigningKeys, publicMetadataUrl } from './trust/signing-keys.ts'
import { unsignedCheck } from './trust/unsigned-check.ts'
import { makeTokenCheck } from './trust/verify-token.ts'

export type TeamsParts = {
  readonly registrations: readonly Registration[]
  /** The service address of Microsoft's Agents Playground on this machine; null outside the sandbox. */
  readonly playground: string | null
  readonly conversations: KnownConversations
  readonly clock: Clock
  readonly logger: Logger
}

export type Teams = {
  readonly sender: Sender
  listen(parts: Pick<TeamsSettings, 'run' | 'followedAt'>): TeamsEntrance
}

/** Milliseconds until a call to Microsoft counts as unanswered. */
const timeout = 10_000

/** Both ways of Teams, for one process: what comes in and what goes out share the tokens. */
export function openTeams({ registrations: all, playground, ...parts }: TeamsParts): Teams {
  const registrations = makeRegistrations(all)
  const hosts = playground === null ? microsoftOnly : loopbackOnly
  const ticks = () => performance.now()
  const tokens = makeAppTokens({ loginUrl: 'https://login.microsoftonline.com', timeout, ticks })
  const connectors = makeConnectors({ tokens, hosts, timeout })
  const shared = { ...parts, connectors, ticks }
  const [first] = all
  const checkToken =
    playground !== null && first
      ? unsignedCheck(first, playground)
      : makeTokenCheck(registrations, makeSigningKeys(publicMetadataUrl, timeout))
  return {
    sender: makeTeamsSender({ ...shared, registrations, serviceUrl: playground ?? defaultServiceUrl }),
    listen: (heard) => makeTeamsRequestListener({ ...shared, ...heard, hosts, checkToken }),
  }
}
