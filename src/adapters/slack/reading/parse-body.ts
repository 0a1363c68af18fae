import { parse } from 'node:querystring'

export type Parsed =
  | { readonly ok: true; readonly body: unknown; readonly mediaType: string }
  | { readonly ok: false; readonly status: 400 | 415; readonly reason: string }

const form = 'application/x-www-form-urlencoded'
const json = 'application/json'

/** Reads the body as its content type says: a form, a form with JSON in its field `payload`, or JSON. */
export function parseBody(contentType: string | undefined, text: string): Parsed {
  const mediaType = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (mediaType !== form && mediaType !== json) {
    return { ok: false, status: 415, reason: `Send ${form} or ${json}.` }
  }
  try {
    return { ok: true, mediaType, body: mediaType === json ? JSON.parse(text) : parseForm(text) }
  } catch {
    return { ok: false, status: 400, reason: 'The body is not what its content type says.' }
  }
}

function parseForm(text: string): unknown {
  const fields = { ...parse(text) }
  const { payload } = fields
  return typeof payload === 'string' ? JSON.parse(payload) : fields
}
