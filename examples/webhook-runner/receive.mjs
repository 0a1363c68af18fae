import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

const { RUNNER_SECRET, GITHUB_REPOSITORY, GITHUB_TOKEN, PORT = '8080', HOST = '127.0.0.1' } = process.env
const { GITHUB_API_URL = 'https://api.github.com' } = process.env
const webhook = new Webhook(RUNNER_SECRET)
// What was set off already; kept in memory, so a job sent again after a restart is set off again.
const seen = new Set()

/** Sets off the workflow. What GitHub did not take is answered with its status, and Zerotouch says so to people. */
async function dispatch({ type, data }) {
  const answer = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/dispatches`, {
    method: 'POST',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${GITHUB_TOKEN}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ event_type: type, client_payload: data }),
    signal: AbortSignal.timeout(20_000),
  })
  if (!answer.ok) throw new Error(`GitHub answered ${answer.status}`)
}

const server = createServer(async (request, response) => {
  const end = (status, said = '') => response.writeHead(status, { 'content-type': 'text/plain' }).end(said)
  if (request.method !== 'POST') return end(405)
  const body = await text(request)
  let job
  try {
    job = webhook.verify(body, request.headers)
  } catch {
    return end(401, 'The signature is not right.')
  }
  const id = request.headers['webhook-id']
  if (seen.has(id)) return end(202)
  seen.add(id)
  try {
    await dispatch(job)
    end(202)
  } catch (error) {
    seen.delete(id)
    end(424, error.message)
  }
})
server.listen(Number(PORT), HOST, () => console.log(`listening on ${server.address().port}`))
