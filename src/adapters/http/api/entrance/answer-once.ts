import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { IdempotencyClaim, StoredAnswer } from '../../../../app/ports/stores/api-ports.ts'
import { type Answer, located, problem } from '../calls/answer.ts'
import type { ApiRequest } from '../calls/call.ts'
import type { ApiParts } from './api-env.ts'

/** The work of a claim takes seconds, for the body is read before: one without an answer by then is of a dead process. */
const abandonedAfterMs = 60_000
const keptForMs = 7 * 86_400_000
const pollMs = 50

/**
 * Does the work of a request once. With an `Idempotency-Key`, a repetition gets the first answer again; one that comes
 * while the first is being worked on waits for it; another request under the same key is refused. An answer that
 * changed nothing is not kept: the key can be used again when its cause is gone.
 */
export const makeAnswerOnce =
  (parts: Pick<ApiParts, 'idempotency' | 'clock' | 'logger' | 'duplicateWaitMs'>) =>
  async (request: ApiRequest, work: (asked: string) => Promise<Answer>): Promise<Answer> => {
    const key = request.header('idempotency-key')
    if (key === undefined) return work(`api:${randomUUID()}`)
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) return badKey()
    const fingerprint = fingerprintOf(request)
    const claimed = await claim(parts, request, key, fingerprint)
    switch (claimed.state) {
      case 'claimed':
        return workAndKeep(parts, claimed.claim, request, () => work(`api:${fingerprint}:${key}`))
      case 'answered':
        return repeated(claimed.answer)
      case 'different':
        return problem(
          'key-reused',
          'This Idempotency-Key came with another request before. Use a new key for each new request.',
        )
      case 'in-flight':
        return problem(
          'in-flight',
          'The same request is still being worked on. Ask again shortly.',
          {},
          {
            'retry-after': '1',
          },
        )
    }
  }

async function claim(
  { idempotency, clock, duplicateWaitMs = 5_000 }: Pick<ApiParts, 'idempotency' | 'clock' | 'duplicateWaitMs'>,
  request: ApiRequest,
  key: string,
  fingerprint: string,
): Promise<IdempotencyClaim> {
  for (let waited = 0; ; waited += pollMs) {
    const now = clock.now()
    const found = await idempotency.claim({
      apiKey: request.key.id,
      key,
      fingerprint,
      now,
      abandonedBefore: new Date(now.getTime() - abandonedAfterMs),
      forgottenBefore: new Date(now.getTime() - keptForMs),
    })
    if (found.state !== 'in-flight' || waited >= duplicateWaitMs) return found
    await wait(pollMs)
  }
}

async function workAndKeep(
  { idempotency, clock, logger }: Pick<ApiParts, 'idempotency' | 'clock' | 'logger'>,
  claimed: string,
  request: ApiRequest,
  work: () => Promise<Answer>,
): Promise<Answer> {
  let told: Answer | null = null
  try {
    told = located(await work(), request.path, request.id)
    return told
  } finally {
    try {
      if (told?.kept) await idempotency.keep(claimed, storable(told), clock.now())
      else await idempotency.release(claimed)
    } catch (error) {
      // The work is done and its answer stands; only its repetition would be worked on again.
      logger.error({ err: error, request: request.id }, 'idempotency key left behind')
    }
  }
}

function fingerprintOf(request: ApiRequest): string {
  const said = ['if-match', 'if-none-match'].map((name) => request.header(name) ?? '')
  const parts = [request.method, request.path, ...said, request.body.digest()]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

const storable = ({ status, headers, body }: Answer): StoredAnswer => ({
  status,
  headers,
  body: JSON.stringify(body),
})

const repeated = ({ status, headers, body }: StoredAnswer): Answer => ({
  status: status as ContentfulStatusCode,
  headers: { ...headers, 'idempotent-replayed': 'true' },
  body: JSON.parse(body),
  kept: false,
})

const badKey = () => {
  const reason = 'must be 1 to 255 visible ASCII characters'
  return problem('malformed-header', `Idempotency-Key ${reason}.`, {
    errors: [{ field: 'Idempotency-Key', reason }],
  })
}
