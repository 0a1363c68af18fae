import { z } from 'zod'
import type { SendOutcome } from '../../../app/ports/delivery-ports.ts'
import { NoToken } from '../trust/app-tokens.ts'
import { StrangeHost } from '../trust/connectors.ts'

type Failed = Exclude<SendOutcome, { kind: 'sent' }>

/** What the connector's library tells of a call that failed (`RestError` of @azure/core-rest-pipeline). */
const restError = z.object({
  name: z.string(),
  message: z.string(),
  code: z.string().nullish(),
  statusCode: z.number().nullish(),
  response: z
    .object({
      headers: z.custom<{ get(name: string): string | undefined }>(hasGet),
      bodyAsText: z.string().nullish(),
    })
    .nullish(),
})
const problem = z.object({ error: z.object({ code: z.string() }) })

function hasGet(headers: unknown): boolean {
  return typeof headers === 'object' && headers !== null && 'get' in headers
}

/** Teams says no for now; nothing was shown (learn.microsoft.com, "Rate limiting": 412, 429, 502 and 504). */
const forNow: readonly number[] = [412, 429, 502, 503, 504]
/** Our own setting is wrong: once it is put right the message goes out. */
const whileMisconfigured = 5 * 60_000

/** @returns what became of a call that did not succeed */
export function outcomeOf(error: unknown): Failed {
  if (error instanceof StrangeHost) return { kind: 'rejected', reason: error.message }
  if (error instanceof NoToken)
    return { kind: 'retry', reason: error.message, afterMs: error.refused ? whileMisconfigured : null }
  const read = restError.safeParse(error)
  if (!read.success) throw error
  const { statusCode, code, message } = read.data
  if (statusCode) return ofStatus(statusCode, codeOf(read.data.response?.bodyAsText), retryAfter(read.data))
  const reason = `${code ?? read.data.name}: ${message}`.slice(0, 200)
  return unmade.test(code ?? '') ? { kind: 'retry', reason, afterMs: null } : { kind: 'in-doubt', reason }
}

function ofStatus(status: number, code: string | null, afterMs: number | null): Failed {
  const reason = code === null ? `HTTP ${status}` : `HTTP ${status} ${code}`
  if (forNow.includes(status)) return { kind: 'retry', reason, afterMs }
  if (status === 401) return { kind: 'retry', reason, afterMs: whileMisconfigured }
  // The bot was removed, blocked or never put there.
  if (status === 403 || status === 404) return { kind: 'gone', reason }
  if (status >= 500 || status === 408) return { kind: 'in-doubt', reason }
  return { kind: 'rejected', reason }
}

export const isTooMany = (reason: string): boolean => reason.startsWith('HTTP 429')

/** The connection was never made, so nobody can have read the request. */
const unmade =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/

export const isMessageGone = (error: unknown): boolean => restError.safeParse(error).data?.statusCode === 404

function codeOf(body: string | null | undefined): string | null {
  try {
    return problem.safeParse(JSON.parse(body ?? '')).data?.error.code.slice(0, 100) ?? null
  } catch {
    return null
  }
}

/** `Retry-After` in seconds, as Teams gives it; a date or nonsense counts as none. */
function retryAfter({ response }: z.infer<typeof restError>): number | null {
  const said = response?.headers.get('retry-after')
  return said && /^\d{1,5}(\.\d+)?$/.test(said) ? Math.ceil(Number(said) * 1_000) : null
}
