import { once } from 'node:events'
import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'

/** What a bot is asked, as the emulator sends it: the fields of a form, `payload` and JSON bodies read. */
export type Asked = {
  url: string
  headers: Record<string, string | string[] | undefined>
  body: string
  fields: Record<string, unknown>
}

/** A server that answers Slack's requests with what `answer` returns, as JSON, or with an empty body. */
export async function startToyBot(
  answer: (asked: Asked) => object | undefined | Promise<object | undefined>,
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const form = Object.fromEntries(new URLSearchParams(body))
    const read = body.startsWith('{') ? JSON.parse(body) : form['payload'] ? JSON.parse(form['payload']) : form
    const question = { url: request.url ?? '', headers: request.headers, body, fields: read }
    asked.push(question)
    const said = await answer(question)
    response.setHeader('content-type', 'application/json')
    response.end(said ? JSON.stringify(said) : undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return { url: `http://127.0.0.1:${port}/slack/events`, asked }
}

/** Calls a Web API method of the emulator as the bot. */
export async function callSlack(
  baseUrl: string,
  method: string,
  args: object,
): Promise<{ ok: boolean; ts?: string; error?: string }> {
  const response = await fetch(`${baseUrl}/api/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-test' },
    body: JSON.stringify(args),
  })
  return (await response.json()) as { ok: boolean; ts?: string; error?: string }
}
