import { z } from '@hono/zod-openapi'
import type { App } from '../../../../app/use-cases/app.ts'
import { clientIdPattern, environments, formatSystem } from '../../../../domain/people/system.ts'
import { isActive } from '../../../../domain/updates/update.ts'
import { answer, problem } from '../calls/answer.ts'
import type { Call } from '../calls/call.ts'
import { nothing, readCall } from '../calls/define-call.ts'
import { pageBody, pageOf, pageQuery, pageRequest } from '../calls/page-schema.ts'
import { reachesSystem } from '../calls/reach.ts'
import { environment } from '../clients/client-schema.ts'
import { administratorQuery, admitToLinks, personOf, unknownAdministrator } from '../clients/links.ts'
import { noticeSchema } from '../deliveries/notice-schema.ts'
import { showNotice } from '../deliveries/show-notice.ts'
import { liveStateSchema, updateSchema } from './update-schema.ts'
import { showUpdate } from './updates.ts'

const params = z.object({
  client: z.string().openapi({ example: 'acme' }),
  environment: z.string().openapi({ example: 'production' }),
})

const systemSchema = z
  .object({
    client: z.string(),
    environment,
    system: z.string().openapi({ example: 'acme/production' }),
    version: z.string().nullable().openapi({ description: 'What runs there, as far as is known.' }),
    update: updateSchema
      .nullable()
      .openapi({ description: 'What waits for its start or is under way, or was cancelled last.' }),
    lastUpdate: z.object({ update: updateSchema, live: liveStateSchema.nullable() }).nullable().openapi({
      description: 'The last one that came to an end, and in what state one that failed left the live system.',
    }),
  })
  .openapi('System')

export const systemCalls = (app: App): Call[] => [
  readCall({
    path: '/v1/systems/{client}/{environment}',
    name: 'readSystem',
    summary: 'What runs on a system, what is planned there, and how its last update went',
    scope: 'read',
    params,
    query: nothing,
    answers: { 200: { description: 'The system', schema: systemSchema } },
    async run({ params: { client: id, environment: name } }, { key }) {
      const environment = environments.find((known) => known === name)
      const ref = environment && clientIdPattern.test(id) ? { client: id, environment } : null
      const status = ref && reachesSystem(key, ref) ? await app.readStatus(id) : null
      const found = status?.systems.find((one) => one.environment === environment)
      if (!ref || !found) return problem('unknown-system', `There is no system "${`${id}/${name}`.slice(0, 120)}".`)
      const { version, update, last } = found
      const isPlanned = update && (isActive(update.status) || update.status === 'cancelled')
      return answer(200, {
        ...ref,
        system: formatSystem(ref),
        version,
        update: isPlanned ? showUpdate(key)(update) : null,
        lastUpdate: last && { update: showUpdate(key)(last.update), live: last.live },
      })
    },
  }),
  readCall({
    path: '/v1/systems/{client}/{environment}/notices',
    name: 'readInbox',
    summary: 'The in-app inbox of a system, newest first',
    scope: 'read',
    params,
    query: pageQuery.extend({ administrator: administratorQuery.optional() }),
    answers: { 200: { description: 'A page of notices', schema: pageOf('Notices', noticeSchema) } },
    async run({ params: { client: id, environment: name }, query }, { key }) {
      const environment = environments.find((known) => known === name)
      const system = environment && clientIdPattern.test(id) ? { client: id, environment } : null
      const client = system && reachesSystem(key, system) ? await app.readClient(id) : null
      if (!system || !client?.systems.some((one) => one.environment === system.environment)) {
        return problem('unknown-system', `There is no system "${`${id}/${name}`.slice(0, 120)}".`)
      }
      const { administrator } = query
      const refused = administrator === undefined ? null : admitToLinks(key)
      if (refused) return refused
      if (administrator !== undefined && !personOf(client, administrator)) return unknownAdministrator(administrator)
      return answer(200, pageBody(await app.readInbox(system, pageRequest(query), administrator ?? null), showNotice))
    },
  }),
]
