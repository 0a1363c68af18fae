import type { RequestListener } from 'node:http'

/**
 * Cuts off a request whose body does not come in time: whoever sends a byte a minute, from hundreds of connections, would
 * hold as many of them as we have.
 * @param msFor how long the body of a request to a path may take, in milliseconds
 */
export const hurryBodies =
  (listener: RequestListener, msFor: (path: string) => number): RequestListener =>
  (request, response) => {
    const hasBody =
      request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
    if (hasBody) {
      const [path = '/'] = (request.url ?? '/').split('?')
      const timer = setTimeout(() => {
        if (request.complete) return
        if (!response.headersSent) request.socket.write(tooSlow)
        request.destroy()
      }, msFor(path))
      response.once('close', () => clearTimeout(timer))
    }
    listener(request, response)
  }

/** As Node itself answers who is slower than its own limits. */
const tooSlow = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n'
