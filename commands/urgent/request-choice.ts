import type { App } from '../../src/app/use-cases/app.ts'
import { formatSystem } from '../../src/domain/people/system.ts'
import type { UrgentRequest } from '../../src/domain/updates/urgent-request.ts'
import { type Reply, replyCard } from '../../src/notices/card/reply.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'

/** Asks which urgent request is meant, for a verb that came without one. */
export function requestChoice(verb: string, requests: readonly UrgentRequest[]): Reply {
  if (requests.length === 0)
    return replyCard(noteCard('choice', 'neutral', 'No urgent request', 'Nobody has asked for an urgent update.'))
  const choices = requests.map((request) => ({
    verb,
    label: `${request.id}, ${formatSystem(request)}`,
    args: { request: request.id, seen: String(request.revision) },
  }))
  return replyCard(noteCard('choice', 'neutral', 'Which request?', 'These urgent requests are open.', choices))
}

/** Those that wait for the services team. */
export const unansweredChoice = async (verb: string, app: App): Promise<Reply> =>
  requestChoice(verb, await app.listUnansweredRequests())
