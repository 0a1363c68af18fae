import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { waitUntil } from './wait-until.ts'

/**
 * Takes a lock that all processes of this machine respect and that the kernel gives back when its holder dies,
 * however it dies: a socket in Linux's abstract namespace, which leaves no file behind to grow stale.
 *
 * @param subject what is locked, such as the real path of a directory
 * @param patience how long to wait for another holder, in milliseconds
 * @returns the way to release it, or undefined when another holder kept it all that time
 */
export async function takeLock(subject: string, patience: number): Promise<(() => Promise<void>) | undefined> {
  const name = `\0zerotouch-${createHash('sha256').update(subject).digest('hex')}`
  const server = await waitUntil(patience, () => tryLock(name))
  return server && (() => new Promise((resolve) => server.close(() => resolve())))
}

function tryLock(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((stranger) => stranger.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(name, () => resolve(server))
    server.unref()
  })
}
