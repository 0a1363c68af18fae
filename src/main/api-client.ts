/** What the API answered: a JSON body with a status that says whether it was done. */
export type ApiAnswer = { readonly status: number; readonly body: Record<string, unknown> }

export type ApiClient = {
  get(path: string): Promise<ApiAnswer>
  /** @param key the `Idempotency-Key`: the same call with the same key is done once */
  send(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown, key?: string): Promise<ApiAnswer>
  /** Uploads a test report as a stream. */
  upload(path: string, report: AsyncIterable<Uint8Array | string> | Iterable<string>, key?: string): Promise<ApiAnswer>
}

/** The vendor's side of the HTTP API (DESIGN 6.2), for the CLI and the sandbox. */
export function makeApiClient(baseUrl: string, token: string): ApiClient {
  const call = async (
    method: string,
    path: string,
    init: RequestInit & { duplex?: 'half' },
    key?: string,
  ): Promise<ApiAnswer> => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    if (key !== undefined) headers.set('idempotency-key', key)
    const response = await fetch(new URL(path, baseUrl), {
      ...init,
      method,
      headers,
      signal: AbortSignal.timeout(120_000),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
  }
  return {
    get: (path) => call('GET', path, {}),
    send: (method, path, body, key) =>
      call(method, path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }, key),
    upload: (path, report, key) =>
      call(
        'POST',
        path,
        {
          body: ReadableStream.from(bytes(report)),
          duplex: 'half',
          headers: { 'content-type': 'application/xml' },
        },
        key,
      ),
  }
}

async function* bytes(report: AsyncIterable<Uint8Array | string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let pieces: string[] = []
  let length = 0
  for await (const piece of report) {
    if (typeof piece !== 'string') {
      yield piece
      continue
    }
    pieces.push(piece)
    length += piece.length
    if (length < 64 * 1024) continue
    yield encoder.encode(pieces.join(''))
    pieces = []
    length = 0
  }
  if (pieces.length > 0) yield encoder.encode(pieces.join(''))
}
