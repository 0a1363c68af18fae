import { createServer } from 'node:net'

/**
 * A TCP port of 127.0.0.1 that nothing listens on at this moment.
 *
 * @param wanted taken when it is free; otherwise, and when it is not given, the system chooses
 */
export async function loopbackPort(wanted = 0): Promise<number> {
  const port = await tryPort(wanted)
  return port ?? loopbackPort()
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
    )
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : port
      server.close(() => resolve(bound))
    })
  })
}
