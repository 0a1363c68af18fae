import { z } from '@hono/zod-openapi'
import type { AttentionFilter } from '../../../../app/ports/stores/attention-ports.ts'
import type { App } from '../../../../app/use-cases/app.ts'
import { attentionKinds } from '../../../../domain/notices/attention.ts'
import { answer } from '../calls/answer.ts'
import type { Call } from '../calls/call.ts'
import { nothing, readCall } from '../calls/define-call.ts'
import { pageBody, pageOf, pageQuery, pageRequest } from '../calls/page-schema.ts'
import { reachesClient } from '../calls/reach.ts'
import { several } from '../calls/read-query.ts'
import { attentionCountsSchema, attentionSchema } from './attention-schema.ts'
import { showAttention, showCounts } from './show-attention.ts'

const query = pageQuery.extend({
  kind: several(z.enum(attentionKinds)),
  client: z.string().max(40).optional().openapi({ example: 'acme' }),
  release: z.string().max(40).optional().openapi({ example: '3.9.12' }),
})

const page = pageOf('WaitingForSomebody', attentionSchema).extend({ counts: attentionCountsSchema })

/** What waits for somebody: a key of the vendor sees everything, a bound one what concerns its own client or system. */
export const attentionCalls = (app: App): Call[] => [
  readCall({
    path: '/v1/attention',
    name: 'listAttention',
    summary: 'What does not go on without a person, by kind, each from what has waited longest',
    scope: 'read',
    params: nothing,
    query,
    answers: { 200: { description: 'A page of what waits, and how much waits in all', schema: page } },
    async run({ query: { kind, client, release, ...rest } }, { key }) {
      const reached = client === undefined || reachesClient(key, client)
      const asked = client ?? key.client ?? undefined
      const filter: AttentionFilter = {
        ...(kind && { kinds: kind }),
        ...(asked !== undefined && { client: asked }),
        ...(key.environment !== null && { environment: key.environment }),
        ...(release !== undefined && { release }),
        ...(!reached && { kinds: [] }),
      }
      const [found, counts] = await Promise.all([
        app.readAttention(filter, pageRequest(rest)),
        app.countAttention(filter),
      ])
      const show = showAttention(key.client === null ? 'vendor' : 'client', found.zone)
      return answer(200, { ...pageBody(found, show), counts: showCounts(counts) })
    },
  }),
]
