import { createServer, type IncomingMessage } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { type Door, openDoor } from '../door.ts'
import type { TakenLog } from '../taken.ts'

/** Of every webhook that is posted to here. */
export const webhookSecret = 'whsec_ApJd3mPcFHu45zOi25oFesJi6ESfjmJB7xR6aXc4/EA='

/**
 * The learning environments of all clients, as far as they take in webhooks: they check the signature, and know what comes
 * again by its id, as Standard Webhooks asks of them.
 */
export async function startFakeLearningEnvironment(taken: TakenLog): Promise<Door> {
  const seen = new Set<string>()

  async function statusOf(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    try {
      new Webhook(webhookSecret).verify(Buffer.concat(chunks), headers)
    } catch {
      return 401
    }
    const delivery = headers['webhook-id'] ?? ''
    if (!seen.has(delivery)) taken.push({ delivery, how: 'post' })
    seen.add(delivery)
    return 204
  }

  return openDoor(
    createServer(async (request, response) => {
      response.writeHead(await statusOf(request).catch(() => 400))
      response.end()
    }),
  )
}
