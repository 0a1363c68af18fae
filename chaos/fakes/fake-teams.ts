import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Door, openDoor } from '../door.ts'
import type { TakenLog } from '../taken.ts'

type Answer = { readonly status: number; readonly body: object }

/** Microsoft's login and the connector of Teams, as far as deliveries need them. It answers no history: Teams has none. */
export async function startFakeTeams(taken: TakenLog): Promise<Door> {
  /** Every message, by its conversation without the thread. */
  const activities = new Map<string, Set<string>>()
  let last = Date.now()

  function answer({ method, url = '', headers }: IncomingMessage): Answer {
    if (url.endsWith('/oauth2/v2.0/token')) return { status: 200, body: { access_token: 'chaos', expires_in: 3600 } }
    const delivery = headers['x-ms-client-request-id']?.toString() ?? null
    const [, conversation = '', activity] = /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(url) ?? []
    const [root = ''] = decodeURIComponent(conversation).split(';messageid=')
    const known = activities.get(root) ?? new Set()
    activities.set(root, known)
    if (method === 'PUT') {
      if (!known.has(activity ?? ''))
        return { status: 404, body: { error: { code: 'ActivityNotFoundInConversation' } } }
      taken.push({ delivery, how: 'edit' })
      return { status: 200, body: { id: activity } }
    }
    last += 1
    known.add(String(last))
    taken.push({ delivery, how: 'post' })
    return { status: 201, body: { id: String(last) } }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for await (const _ of request);
    const { status, body } = answer(request)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }

  return openDoor(createServer((request, response) => void serve(request, response)))
}
