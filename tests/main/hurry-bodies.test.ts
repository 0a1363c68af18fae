import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { hurryBodies } from '../../src/main/hurry-bodies.ts'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean()
})

/** Speaks to a listener through a socket, and says what came back until it was closed. */
async function speak(listener: RequestListener, head: string, body: string[] = []): Promise<string> {
  const server = createServer(hurryBodies(listener, (path) => (path === '/slow' ? 5_000 : 100)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  cleanups.push(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  socket.on('error', () => undefined)
  socket.write(head)
  for (const part of body) socket.write(part)
  return text(socket).catch(() => '')
}

const reading: RequestListener = async (request, response) => {
  const read = await text(request).catch(() => null)
  if (read !== null) response.writeHead(200, { connection: 'close' }).end(`read ${read}`)
}
const head = (line: string, header: string) => `${line} HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n`

test('a body that never ends, announced or not, is cut off with 408', async () => {
  expect(await speak(reading, head('POST /', 'Content-Length: 100'), ['a'])).toMatch(/^HTTP\/1.1 408 /)
  expect(await speak(reading, head('POST /', 'Transfer-Encoding: chunked'), ['1\r\na\r\n'])).toMatch(/^HTTP\/1.1 408 /)
})

test('one that is not read, and was answered, is cut off, too', async () => {
  const answering: RequestListener = (_, response) => {
    response.writeHead(403).write('no')
  }
  expect(await speak(answering, head('POST /', 'Content-Length: 100'), ['a'])).toMatch(/^HTTP\/1.1 403 /)
})

test('one that is there in time is read, however long its answer takes', async () => {
  const thinking: RequestListener = async (request, response) => {
    const read = await text(request)
    setTimeout(() => response.writeHead(200, { connection: 'close' }).end(`read ${read}`), 300)
  }
  expect(await speak(thinking, head('POST /', 'Content-Length: 3'), ['a', 'b', 'c'])).toContain('read abc')
  expect(await speak(thinking, head('GET /', 'Connection: close'))).toContain('read ')
})

test('an address can give more time', async () => {
  const answered = speak(reading, head('POST /slow', 'Content-Length: 2'), ['a'])
  const soon = new Promise<string>((resolve) => setTimeout(() => resolve('still waiting'), 400))
  expect(await Promise.race([answered, soon])).toBe('still waiting')
})
