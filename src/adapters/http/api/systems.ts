import { z } from '@hono/zod-openapi'
import type { App } from '../../../app/app.ts'
import { clientIdPattern, environments } from '../../../domain/system.ts'
import { answer, problem } from './answer.ts'
import type { Call } from './call.ts'
import { readCall } from './define-call.ts'
import { administratorQuery, admitToLinks, personOf, unknownAdministrator } from './links.ts'
import { noticeSchema } from './notice-schema.ts'
import { pageBody, pageOf, pageQuery, pageRequest } from './page-schema.ts'
import { reachesSystem } from './reach.ts'
import { showNotice } from './show-notice.ts'

const params = z.object({
  client: z.string().openapi({ example: 'acme' }),
  environment: z.string().openapi({ example: 'production' }),
})

export const systemCalls = (app: App): Call[] => [
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
      if (administrator !== undefined && !personOf(client, administrator))
        return unknownAdministrator(administrator)
      return answer(
        200,
        pageBody(await app.readInbox(system, pageRequest(query), administrator ?? null), showNotice),
      )
    },
  }),
]
