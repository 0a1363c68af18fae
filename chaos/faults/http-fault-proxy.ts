import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { type Door, openDoor } from '../door.ts'
import { type FaultPlan, httpFaults } from './fault-plan.ts'
import type { SeededRandom } from './seeded-random.ts'

/** Longer than any caller waits for an answer. */
const forEver = 30_000

/** Stands before a platform's server and lets things go wrong on the way. */
export async function startHttpFaultProxy(
  name: string,
  target: number,
  faultPlan: FaultPlan,
  random: SeededRandom,
): Promise<Door> {
  const server = createServer((request, response) => {
    void pass(request, response).catch(() => response.destroy())
  })

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request)
    const fault = faultPlan.next(name, httpFaults)
    switch (fault) {
      case 'throttled':
        return deny(response, 429, {})
      case 'throttled-for':
        return deny(response, 429, { 'retry-after': '1' })
      case 'broken':
        return deny(response, 500, {})
      case 'hanging':
        await setTimeout(forEver, undefined, { ref: false })
        return void response.destroy()
      case 'delayed':
        await setTimeout(random.between(100, 2_000))
    }
    const answer = await forward(request, body, target)
    if (fault === 'answer-lost') return void response.destroy()
    if (fault === 'answer-hanging') {
      await setTimeout(forEver, undefined, { ref: false })
      return void response.destroy()
    }
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
  }

  return openDoor(server)
}

function deny(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, { 'content-type': 'text/plain', ...headers })
  response.end('bad faultPlan\n')
}

type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer }

/** What has been let through arrives, whatever becomes of the one who sent it. */
function forward(from: IncomingMessage, body: Buffer, port: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = from
    const onwards = send({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      bytesOf(answer).then(
        (read) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: read }),
        reject,
      )
    })
    onwards.on('error', reject)
    onwards.end(body)
  })
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
