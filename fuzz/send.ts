import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import type { Asked } from './case.ts'

/** What came back; no status where the connection was closed without an answer, or nothing came in time. */
export type Answered = { readonly status: number | null; readonly body: string }

/** Longer than anything here takes: whoever waits so long hangs. */
const patienceMs = 20_000
const agent = new Agent({ keepAlive: true, maxSockets: 4 })

export function send(port: number, asked: Asked): Promise<Answered> {
  return asked.raw ? sendRaw(port, asked.raw) : sendRequest(port, asked)
}

function sendRequest(port: number, { method, path, headers, body }: Asked): Promise<Answered> {
  return new Promise((resolve) => {
    const lost = () => resolve({ status: null, body: '' })
    const length = body === null ? {} : { 'content-length': String(body.byteLength) }
    const out = request(
      { host: '127.0.0.1', port, method, path, agent, headers: { ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = []
        const told = () => resolve({ status: response.statusCode ?? null, body: Buffer.concat(chunks).toString() })
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          // A stream of events does not end by itself.
          if (response.headers['content-type']?.startsWith('text/event-stream')) out.destroy()
        })
        response.once('end', told)
        response.once('close', told)
        response.once('error', told)
      },
    )
    out.setTimeout(patienceMs, () => out.destroy())
    out.once('error', lost)
    out.end(body ?? undefined)
  })
}

/** @returns the status of the first line that came back */
function sendRaw(port: number, bytes: Buffer): Promise<Answered> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const told = () => {
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? []
      // Of what is no HTTP at all, a closed connection is answer enough.
      resolve({ status: status === undefined ? 400 : Number(status), body: text })
    }
    socket.setTimeout(patienceMs, () => {
      text = ''
      socket.destroy()
      resolve({ status: null, body: '' })
    })
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      // One answer is what is looked at; a kept connection would stay open.
      if (text.includes('\r\n\r\n')) socket.end()
    })
    socket.once('close', told)
    socket.once('error', () => undefined)
    socket.write(bytes)
    setTimeout(() => socket.end(), 300).unref()
  })
}
