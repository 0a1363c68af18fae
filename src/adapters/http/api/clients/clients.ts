import { z } from '@hono/zod-openapi'
import type { App } from '../../../../app/use-cases/app.ts'
import { clientIdPattern } from '../../../../domain/people/system.ts'
import { type Answer, answer, problem } from '../calls/answer.ts'
import type { Call } from '../calls/call.ts'
import { nothing, readCall, writeCall } from '../calls/define-call.ts'
import { etagOf, readConditions } from '../calls/etag.ts'
import { wrongFields } from '../calls/field-errors.ts'
import { pageBody, pageOf, pageQuery, pageRequest } from '../calls/page-schema.ts'
import { admitToClient, admitToWhole, reachesClient, unknownClient } from '../calls/reach.ts'
import type { ApiParts } from '../entrance/api-env.ts'
import { documentOf } from './client-document.ts'
import { clientDocument, clientSchema } from './client-schema.ts'
import { readClientToPut, shortErrors, usualNumbers } from './read-client.ts'
import { showClient } from './show-client.ts'

const params = z.object({ client: z.string().openapi({ example: 'acme' }) })
const conditions = z.object({
  'If-Match': z.string().optional().openapi({ description: 'The ETag that the change is made from.' }),
  'If-None-Match': z.string().optional().openapi({ description: '`*`: only when there is none yet.' }),
})

export const clientCalls = (
  app: App,
  { webhookLoopback = false, vendor = usualNumbers }: Pick<ApiParts, 'webhookLoopback' | 'vendor'> = {},
): Call[] => [
  readCall({
    path: '/v1/clients',
    name: 'listClients',
    summary: 'The clients that the key reaches',
    scope: 'read',
    params: nothing,
    query: pageQuery,
    admit: (_, { key }) => admitToWhole(key),
    answers: { 200: { description: 'A page of clients', schema: pageOf('Clients', clientSchema) } },
    async run({ query }, { key }) {
      const page = pageRequest(query)
      const own = key.client === null ? null : await app.readClient(key.client)
      const clients = key.client === null ? await app.listClients(page) : { items: own ? [own] : [], next: null }
      const places = await app.placesOf(clients.items.map(({ id }) => id))
      return answer(
        200,
        pageBody(clients, (client) => showClient(client, places)),
      )
    },
  }),
  readCall({
    path: '/v1/clients/{client}',
    name: 'readClient',
    summary: 'One client',
    scope: 'read',
    params,
    query: nothing,
    admit: ({ client }, { key }) => admitToClient(key, client),
    answers: { 200: { description: 'The client; its ETag is for If-Match', schema: clientSchema } },
    async run({ params: { client: id } }) {
      const client = await app.readClient(id)
      if (!client) return unknownClient(id)
      const shown = showClient(client, await app.placesOf([id]))
      return answer(200, shown, { etag: etagOf(client.revision) })
    },
  }),
  writeCall({
    method: 'put',
    path: '/v1/clients/{client}',
    name: 'putClient',
    summary: 'Creates a client or replaces what is on file of it; what was set in chat stays',
    scope: 'clients:write',
    params,
    headers: conditions,
    body: clientDocument,
    read: (json) => readClientToPut(json, vendor),
    answers: {
      200: { description: 'Replaced', schema: clientSchema },
      201: { description: 'Created', schema: clientSchema },
    },
    admit({ client }, { key }) {
      if (!reachesClient(key, client)) return unknownClient(client)
      return clientIdPattern.test(client) ? admitToWhole(key) : badId
    },
    async run({ params: { client: id }, body }, request) {
      if (body.id !== undefined && body.id !== id) return otherId(id)
      const there = await app.readClient(id)
      const expected = readConditions(request, there)
      if (!expected.ok) return expected.refusal
      const document = documentOf(id, body, await app.placesOf([id]), webhookLoopback)
      if (!document.ok) return wrongFields(document.refusal)
      const put = await app.putClient(document.value, expected.value, request.actor)
      if (!put.ok) {
        if (put.refusal.code === 'changed-meanwhile') return problem('changed-meanwhile', put.refusal.detail)
        if (put.refusal.code === 'windows-too-short') return wrongFields(shortErrors(put.refusal.short))
        return wrongFields(put.refusal.wrong.map(({ name, reason }) => ({ field: `policy.${name}`, reason })))
      }
      const headers = { etag: etagOf(put.value.revision) }
      const shown = showClient(put.value, await app.placesOf([id]))
      return there ? answer(200, shown, headers) : answer(201, shown, { ...headers, location: `/v1/clients/${id}` })
    },
  }),
]

const idForm = 'must be 1 to 40 lower-case letters, digits and inner hyphens'
const badId: Answer = problem('invalid-request', `client ${idForm}.`, {
  errors: [{ field: 'client', reason: idForm }],
})

const otherId = (id: string): Answer => {
  const reason = `is not the one in the address, "${id}"`
  return problem('invalid-request', `id ${reason}.`, { errors: [{ field: 'id', reason }] })
}
