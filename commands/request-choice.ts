import type { App } from '../src/app/app.ts'
import { formatSystem } from '../src/domain/system.ts'
import type { UrgentRequest } from '../src/domain/urgent-request.ts'
import { noteCard } from '../src/notices/help-card.ts'
import { type Reply, replyCard } from '../src/notices/reply.ts'

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
