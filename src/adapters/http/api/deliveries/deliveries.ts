import { z } from '@hono/zod-openapi'
import type { DeliveryRecord } from '../../../../app/ports/stores/ledger-ports.ts'
import type { App } from '../../../../app/use-cases/app.ts'
import type { Place } from '../../../../domain/people/place.ts'
import { aboutOf } from '../../../../notices/kinds/heading.ts'
import { deliveryWords, placeWords } from '../../../../notices/words/delivery-words.ts'
import { answer } from '../calls/answer.ts'
import type { Call } from '../calls/call.ts'
import { readCall } from '../calls/define-call.ts'
import { pageBody, pageOf, pageQuery, pageRequest } from '../calls/page-schema.ts'
import { admitToClient, admitToVendor, unknownClient } from '../calls/reach.ts'
import { environment } from '../clients/client-schema.ts'

const params = z.object({ client: z.string().openapi({ example: 'acme' }) })

const deliverySchema = z
  .object({
    id: z.string().openapi({ example: 'D-1042' }),
    notice: z.object({
      kind: z.string().openapi({ example: 'updates-scheduled' }),
      client: z.string().nullable(),
      at: z.iso.datetime(),
      release: z.string().nullable(),
      update: z.string().nullable(),
      request: z.string().nullable(),
      environments: z.array(environment),
    }),
    place: z.object({
      kind: z.string().openapi({ example: 'mailbox' }),
      name: z.string().openapi({ example: 'E-mail to ada@acme.example' }),
      administrator: z.string().nullable(),
      gone: z.boolean(),
    }),
    insteadOf: z
      .string()
      .nullable()
      .openapi({ description: 'The place that could not be reached and for which this one stands in.' }),
    mode: z.enum(['post', 'reply', 'edit', 'calendar']),
    status: z.enum(['pending', 'sending', 'sent', 'in-doubt', 'failed', 'suppressed']),
    reason: z.string().nullable(),
    words: z.string().openapi({ example: 'told Sun 22 Nov, 07:00 EST' }),
    attempts: z.int(),
    dueAt: z.iso.datetime().nullable().openapi({ description: 'When a pending one is tried next.' }),
    finishedAt: z.iso.datetime().nullable(),
    message: z
      .record(z.string(), z.string())
      .nullable()
      .openapi({
        description: 'The message as its platform names it, once that is known.',
        example: { channel: 'C0123', ts: '1700000000.000100' },
      }),
  })
  .openapi('Delivery')

/** Was I told, where and when, and if not, why? The vendor's own rooms are shown to keys of the vendor only. */
export const deliveryCalls = (app: App): Call[] => [
  readCall({
    path: '/v1/clients/{client}/deliveries',
    name: 'listDeliveries',
    summary: 'What was told about a client, to which place, and what became of it, newest first',
    scope: 'read',
    params,
    query: pageQuery,
    admit: ({ client }, { key }) => admitToClient(key, client),
    answers: { 200: { description: 'A page of deliveries', schema: pageOf('Deliveries', deliverySchema) } },
    async run({ params: { client: id }, query }, { key }) {
      const client = await app.readClient(id)
      if (!client) return unknownClient(id)
      const page = await app.readDeliveries(id, key.client === null, pageRequest(query))
      return answer(
        200,
        pageBody(page, (one) => show(one, client.zone)),
      )
    },
  }),
  readCall({
    path: '/v1/deliveries/in-doubt',
    name: 'listDeliveriesInDoubt',
    summary: 'What may or may not have arrived, at every client and in the vendor’s rooms, newest first',
    scope: 'read',
    params: z.object({}),
    query: pageQuery,
    admit: (_, { key }) => admitToVendor(key),
    answers: { 200: { description: 'A page of deliveries', schema: pageOf('Deliveries', deliverySchema) } },
    async run({ query }) {
      const page = await app.readDoubts(pageRequest(query))
      return answer(
        200,
        pageBody(page, (one) => show(one, 'UTC')),
      )
    },
  }),
]

const show = (one: DeliveryRecord, zone: string) => ({
  id: one.id,
  notice: {
    kind: one.notice.kind,
    client: one.notice.client,
    at: one.notedAt.toISOString(),
    ...aboutOf(one.notice),
  },
  place: showPlace(one.place),
  insteadOf: one.insteadOf && placeWords(one.insteadOf),
  mode: one.mode,
  status: one.status,
  reason: one.reason,
  words: deliveryWords(one, zone),
  attempts: one.attempts,
  dueAt: one.status === 'pending' ? one.dueAt.toISOString() : null,
  finishedAt: one.finishedAt?.toISOString() ?? null,
  message: one.message,
})

const showPlace = (place: Place) => ({
  kind: place.room ?? place.address.kind,
  name: placeWords(place),
  administrator: place.administrator,
  gone: place.gone,
})
