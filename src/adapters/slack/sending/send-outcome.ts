import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import type { SendOutcome } from '../../../app/ports/delivery-ports.ts'

type Failed = Exclude<SendOutcome, { kind: 'sent' }>

/** The place, or the bot's right to speak there, is no more (docs.slack.dev/reference/methods/chat.postMessage#errors). */
const gone = new Set([
  'account_inactive',
  'bot_not_found',
  'cannot_dm_bot',
  'channel_not_found',
  'channel_is_archived',
  'is_archived',
  'not_in_channel',
  'org_login_required',
  'restricted_action',
  'restricted_action_non_threadable_channel',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'restricted_action_thread_only_channel',
  'team_access_not_granted',
  'team_not_found',
  'token_revoked',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
  'users_not_found',
])

/** Slack says no for now; nothing was shown. */
const forNow = new Set([
  'accesslimited',
  'message_limit_exceeded',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
])

/** Of these the whole workspace speaks, not one of its channels. */
const ofWorkspace = new Set(['accesslimited', 'message_limit_exceeded', 'team_added_to_org'])
export const isOfWorkspace = (reason: string): boolean => ofWorkspace.has(reason)

/** The one word for every 429. */
export const rateLimited = 'ratelimited'

/** Our own setting is wrong in that workspace: once it is put right the message goes out. */
const misconfigured = new Set(['invalid_auth', 'not_authed', 'token_expired', 'no_token'])
const whileMisconfigured = 5 * 60_000

/** Slack failed half way: it does not know either. */
const halfWay = new Set(['fatal_error', 'internal_error'])

/** The standing message is no longer there, or no longer ours to change. */
const messageGone = new Set([
  'cant_update_message',
  'cannot_reply_to_message',
  'edit_window_closed',
  'is_inactive',
  'message_not_found',
  'thread_not_found',
])

/** @returns what became of a call that did not succeed; an error that is none of these was none of Slack's, and is thrown */
export function outcomeOf(error: unknown): Failed {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'retry', reason: rateLimited, afterMs: error.retryAfter * 1_000 }
  }
  if (error instanceof WebAPIPlatformError) return ofPlatform(error.data.error)
  if (error instanceof WebAPIHTTPError) return ofStatus(error.statusCode)
  const cause = error instanceof WebAPIRequestError ? error.original : error
  const reason = reasonOf(cause)
  if (neverLeft(cause)) return { kind: 'retry', reason, afterMs: null }
  // A 429 that names no time has no class of its own in Slack's client.
  if (reason.includes('Retry header did not contain')) return { kind: 'retry', reason: rateLimited, afterMs: null }
  if (error instanceof WebAPIRequestError || isCut(cause)) return { kind: 'in-doubt', reason }
  throw error
}

function ofPlatform(code: string): Failed {
  if (gone.has(code)) return { kind: 'gone', reason: code }
  if (code === 'rate_limited') return { kind: 'retry', reason: rateLimited, afterMs: null }
  if (forNow.has(code)) return { kind: 'retry', reason: code, afterMs: null }
  if (misconfigured.has(code)) return { kind: 'retry', reason: code, afterMs: whileMisconfigured }
  if (halfWay.has(code)) return { kind: 'in-doubt', reason: code }
  // Not a code but a page: something in between answered for Slack.
  if (!/^[a-z][a-z0-9_:.-]*$/.test(code)) return { kind: 'in-doubt', reason: 'not an answer of Slack' }
  return { kind: 'rejected', reason: code }
}

function ofStatus(status: number): Failed {
  if (status === 429) return { kind: 'retry', reason: rateLimited, afterMs: null }
  const reason = `HTTP ${status}`
  if (status >= 500 || status === 408) return { kind: 'in-doubt', reason }
  if ([401, 403, 407, 425].includes(status)) return { kind: 'retry', reason, afterMs: null }
  return { kind: 'rejected', reason }
}

export const isMessageGone = (error: unknown): boolean =>
  error instanceof WebAPIPlatformError && messageGone.has(error.data.error)

/** The connection was never made, so nobody can have read the request. */
function neverLeft(error: unknown): boolean {
  return causes(error).some(
    (each) =>
      ('syscall' in each && (each.syscall === 'connect' || each.syscall === 'getaddrinfo')) ||
      ('code' in each && typeof each.code === 'string' && unmade.test(each.code)),
  )
}

const unmade =
  /^(UND_ERR_CONNECT_TIMEOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

/** How Node's fetch speaks of a timeout, and of a connection that ended within an answer. */
const isCut = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'TimeoutError' ||
    error.name === 'AbortError' ||
    (error instanceof TypeError && (error.message === 'terminated' || error.cause !== undefined)))

function causes(error: unknown): object[] {
  if (typeof error !== 'object' || error === null) return []
  const inner = error instanceof AggregateError ? error.errors.flatMap(causes) : []
  return [error, ...inner, ...('cause' in error ? causes(error.cause) : [])]
}

const reasonOf = (error: unknown): string => {
  const codes = causes(error).flatMap((each) => ('code' in each && typeof each.code === 'string' ? [each.code] : []))
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return codes[0] ? `${said} (${codes[0]})`.slice(0, 200) : said.slice(0, 200)
}
