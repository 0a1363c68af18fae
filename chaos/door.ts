import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import type { Server, Socket } from 'node:net'

/** A server on loopback that can be gone for a while, so that connections to it are refused, and then is there again. */
export type Door = {
  readonly port: number
  /** Cuts everybody off and lets nobody in. */
  shut(): Promise<void>
  open(): Promise<void>
}

/** Below those that the system gives to outgoing connections: nobody else gets the port while the door is shut. */
const ports = { least: 12_000, most: 30_000 } as const

export async function openDoor(server: Server): Promise<Door> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  const port = await listenSomewhere(server)
  return {
    port,
    async shut() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
    async open() {
      if (!server.listening) await listenOn(server, port)
    },
  }
}

async function listenSomewhere(server: Server): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const port = randomInt(ports.least, ports.most)
    try {
      await listenOn(server, port)
      return port
    } catch (error) {
      if (tries > 50) throw error
    }
  }
}

async function listenOn(server: Server, port: number): Promise<void> {
  server.listen({ port, host: '127.0.0.1', exclusive: true })
  await once(server, 'listening')
}
