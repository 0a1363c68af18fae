import { z } from '@hono/zod-openapi'
import type { ApiKey } from '../../../../app/ports/stores/api-ports.ts'
import type { App } from '../../../../app/use-cases/app.ts'
import type { FreezeRefusal } from '../../../../app/use-cases/freezes.ts'
import { clientIdPattern } from '../../../../domain/people/system.ts'
import type { AddedFreeze } from '../../../../domain/updates/freeze.ts'
import { type Answer, answer, problem, tooManyRequests } from '../calls/answer.ts'
import type { Call } from '../calls/call.ts'
import { nothing, readCall, writeCall } from '../calls/define-call.ts'
import { insideFor } from '../calls/inside-for.ts'
import { pageOf } from '../calls/page-schema.ts'
import { admitToClient, admitToVendor, admitToWhole, isId, unknown, unknownClient } from '../calls/reach.ts'
import { line } from '../calls/text-schema.ts'

const instant = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2026-12-20T00:00:00Z' })
  .transform((text) => new Date(text))
  .openapi({ type: 'string', format: 'date-time' })

const freezeBody = z
  .strictObject({
    client: z.string().nullable().default(null).openapi({
      description: 'Whose systems; null for every client’s, as the vendor freezes them.',
    }),
    startsAt: instant,
    endsAt: instant.openapi({ description: 'No longer frozen at this instant.' }),
    reason: line(200).openapi({
      description: 'Why; of the vendor’s own freeze for its own people alone.',
    }),
    clientReason: line(200).nullable().default(null).openapi({
      description: 'What clients read of why the vendor freezes.',
    }),
  })
  .openapi('FreezeDocument')

const freezeSchema = z
  .object({
    id: z.string().openapi({ example: 'Z-3' }),
    client: z.string().nullable(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    reason: z.string().nullable().openapi({ description: 'As the client may read it.' }),
    inside: z.string().nullable().openapi({ description: 'For the vendor’s own people; null for a bound key.' }),
  })
  .openapi('Freeze')

const addedSchema = freezeSchema
  .extend({
    frozen: z.int().openapi({ description: 'Starts that lay in it: each is planned anew, and its people are told.' }),
  })
  .openapi('AddedFreeze')

/** Spans in which nothing starts: the vendor's for all clients, and each client's own (DESIGN 4.1). */
export const freezeCalls = (app: App): Call[] => [
  readCall({
    path: '/v1/freezes',
    name: 'listFreezes',
    summary: 'The freezes that are not over: the vendor’s and, with a client, that client’s own',
    scope: 'read',
    params: nothing,
    query: z.strictObject({ client: z.string().optional() }),
    admit: (_, { key }) => admitToWhole(key),
    answers: { 200: { description: 'All of them', schema: pageOf('Freezes', freezeSchema) } },
    async run({ query: { client = null } }, { key }) {
      const of = client ?? key.client
      if (of !== null && (admitToClient(key, of) || !(await app.readClient(of)))) return unknownClient(of)
      const own = of === null ? [] : await app.listFreezes(of)
      return answer(200, { items: [...(await app.listFreezes(null)), ...own].map(show(key)), next: null })
    },
  }),
  writeCall({
    method: 'post',
    path: '/v1/freezes',
    name: 'addFreeze',
    summary: 'Adds a freeze; every start in it is planned anew, and its people are told',
    scope: 'freezes:write',
    params: nothing,
    body: freezeBody,
    answers: { 201: { description: 'Added', schema: addedSchema } },
    admit: (_, { key }) => admitToWhole(key),
    async run({ body, asked }, { actor, key }) {
      const { client } = body
      if (client === null) {
        const turnedAway = admitToVendor(key)
        if (turnedAway) return turnedAway
      } else if (!clientIdPattern.test(client) || !(await app.readClient(client)) || admitToClient(key, client))
        return unknownClient(client)
      const added = await app.addFreeze({ actor, request: asked, ...body })
      if (!added.ok) return refusalOf(added.refusal)
      const { freeze, frozen } = added.value
      return answer(201, { ...show(key)(freeze), frozen })
    },
  }),
  writeCall({
    method: 'post',
    path: '/v1/freezes/{freeze}/end',
    name: 'endFreeze',
    summary: 'Ends a freeze now; what it had moved stays, what it left without a start is planned',
    scope: 'freezes:write',
    params: z.object({ freeze: z.string().openapi({ example: 'Z-3' }) }),
    body: z.strictObject({}),
    answers: { 200: { description: 'Ended', schema: freezeSchema } },
    admit: ({ freeze }, { key }) => (isId(freeze) ? admitToWhole(key) : unknown('freeze', freeze)),
    async run({ params: { freeze }, asked }, { actor, key }) {
      const ended = await app.endFreeze({ actor, request: asked, freeze })
      return ended.ok ? answer(200, show(key)(ended.value)) : refusalOf(ended.refusal)
    },
  }),
]

function refusalOf({ code, detail, again }: FreezeRefusal): Answer {
  switch (code) {
    case 'too-often':
      return tooManyRequests(detail, again)
    case 'not-yours':
    case 'unknown-freeze':
      return problem('unknown-freeze', detail)
    case 'unknown-client':
      return problem(code, detail)
    default: {
      const field = ['is-over', 'ends-before-it-starts', 'too-short'].includes(code) ? 'endsAt' : 'body'
      return problem('invalid-request', detail, { errors: [{ field, reason: detail }] })
    }
  }
}

const show =
  (key: ApiKey) =>
  ({ id, client, startsAt, endsAt, reason, inside }: AddedFreeze) => ({
    id,
    client,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    reason,
    inside: insideFor(key, inside),
  })
