import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Again } from '../../../../domain/limits/quota.ts'
import { type ProblemCode, problems } from './problems.ts'

/** What a call answers, before it is put on the wire. */
export type Answer = {
  readonly status: ContentfulStatusCode
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
  /** Whether something was changed, so that a repetition with the same `Idempotency-Key` gets this answer again. */
  readonly kept: boolean
}

/** One wrong field. `field` is a path such as `administrators[1].email`, or the name of a header. */
export type FieldError = {
  readonly field: string
  readonly reason: string
  /** What came, as JSON and shortened; left out where nothing came, and for what is secret. */
  readonly value?: string
}

export const problemType = 'application/problem+json'

/** @returns the answer of a call that did what it was asked. */
export const answer = (
  status: 200 | 201,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ status, headers: { 'content-type': 'application/json', ...headers }, body, kept: true })

/**
 * @param detail one or two sentences that say what is wrong and what to do
 * @param more members beyond those of RFC 9457, e.g. `errors`
 * @returns a problem document (RFC 9457); `instance` and `request` are added when it is sent
 */
export const problem = (
  code: ProblemCode,
  detail: string,
  more: Readonly<Record<string, unknown>> & { readonly errors?: readonly FieldError[] } = {},
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status: problems[code].status,
  headers: { 'content-type': problemType, ...headers },
  body: { type: `/v1/problems/${code}`, ...problems[code], detail, ...more },
  kept: false,
})

/** @returns the problem of what was done as often as it may be, with when it may be done again */
export const tooManyRequests = (detail: string, again: Again | undefined): Answer =>
  problem('too-many-requests', detail, again ? { again: again.at.toISOString() } : {}, {
    'retry-after': String(again?.seconds ?? 1),
  })

/** The same answer, with where and under which request it happened when it is a problem. */
export const located = (told: Answer, path: string, request: string): Answer =>
  told.status < 400 || 'instance' in told.body ? told : { ...told, body: { ...told.body, instance: path, request } }
