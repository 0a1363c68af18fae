import { z } from '@hono/zod-openapi'
import type { ApiKey } from '../../../../app/ports/stores/api-ports.ts'
import type { App } from '../../../../app/use-cases/app.ts'
import type { UpdateWord } from '../../../../app/use-cases/pipeline.ts'
import { formatSystem } from '../../../../domain/people/system.ts'
import type { Update } from '../../../../domain/updates/update.ts'
import { type Answer, answer, problem } from '../calls/answer.ts'
import type { ApiRequest, Call } from '../calls/call.ts'
import { nothing, readCall, writeCall } from '../calls/define-call.ts'
import { insideFor } from '../calls/inside-for.ts'
import { pageBody, pageOf, pageQuery, pageRequest } from '../calls/page-schema.ts'
import { isId, reachedOf, reachesSystem, unknown } from '../calls/reach.ts'
import { several } from '../calls/read-query.ts'
import { showFiles } from '../reports/files-schema.ts'
import { reportCall, reportQuery } from '../reports/report-call.ts'
import { checkSchema, updateBody, updateSchema, updateStatuses } from './update-schema.ts'

const params = z.object({ update: z.string().openapi({ example: 'U-1042' }) })
const query = pageQuery.extend({
  client: several(z.string().max(40)),
  release: several(z.string().max(40)),
  status: several(z.enum(updateStatuses)),
})

export const updateCalls = (app: App): Call[] => [
  readCall({
    path: '/v1/updates',
    name: 'listUpdates',
    summary: 'The updates that the key reaches',
    scope: 'read',
    params: nothing,
    query,
    answers: { 200: { description: 'A page of updates', schema: pageOf('Updates', updateSchema) } },
    async run({ query: { client, release, status, ...rest } }, { key }) {
      const page = pageRequest(rest)
      const clients = reachedOf(key, client)
      if (clients?.length === 0) return answer(200, { items: [], next: null })
      const filter = {
        ...(clients && { client: clients }),
        ...(release && { release }),
        ...(status && { status }),
      }
      const found = await app.listUpdates(filter, page)
      // A key of one system sees that one only; its pages may be shorter than asked for, `next` stays right.
      const items = found.items.filter((update) => reachesSystem(key, update))
      return answer(200, pageBody({ items, next: found.next }, showUpdate(key)))
    },
  }),
  readCall({
    path: '/v1/updates/{update}',
    name: 'readUpdate',
    summary: 'One update',
    scope: 'read',
    params,
    query: nothing,
    answers: { 200: { description: 'The update', schema: updateSchema } },
    async run({ params: { update: id } }, { key }) {
      const update = isId(id) ? await app.readUpdate(id) : null
      return update && reachesSystem(key, update) ? answer(200, showUpdate(key)(update)) : unknown('update', id)
    },
  }),
  writeCall({
    method: 'patch',
    path: '/v1/updates/{update}',
    name: 'recordUpdate',
    summary: 'The updater’s word',
    scope: 'updates:write',
    params,
    body: updateBody,
    answers: { 200: { description: 'Recorded', schema: updateSchema } },
    async admit({ update: id }, { key }: ApiRequest): Promise<Answer | null> {
      const update = isId(id) ? await app.readUpdate(id) : null
      return update && reachesSystem(key, update) ? null : unknown('update', id)
    },
    async run({ params: { update: id }, body }, { actor, key }) {
      const recorded = await app.recordUpdate(id, wordOf(body), actor)
      if (!recorded.ok) return problem(recorded.refusal.code, recorded.refusal.detail)
      return answer(200, showUpdate(key)(recorded.value))
    },
  }),
  reportCall({
    path: '/v1/updates/{update}/report',
    name: 'receiveCheck',
    summary: 'A short health check of the live system after the update: shown in its thread',
    scope: 'updates:write',
    params,
    query: reportQuery({}),
    async admit({ update: id }, { key }: ApiRequest): Promise<Answer | null> {
      const update = isId(id) ? await app.readUpdate(id) : null
      return update && reachesSystem(key, update) ? null : unknown('update', id)
    },
    answers: { 201: { description: 'Kept', schema: checkSchema } },
    async run({ params: { update: id }, report }, { actor }) {
      const received = await app.receiveCheck(id, report, actor)
      if (!received.ok) return problem(received.refusal.code, received.refusal.detail)
      const { id: kept, summary } = received.value
      return answer(201, { update: id, report: kept, totals: summary.totals, ...showFiles(report.files) })
    },
  }),
]

function wordOf({ status, version, detail, live }: z.output<typeof updateBody>): UpdateWord {
  switch (status) {
    case 'updating':
      return { status }
    case 'updated':
      return { status, version: version ?? null }
    case 'failed':
      return {
        status,
        detail: detail || 'The updater gave no detail.',
        ...(live && {
          live: { version: live.version ?? null, restored: live.restored ?? null, up: live.up ?? null },
        }),
      }
  }
}

export const showUpdate = (key: ApiKey) => (update: Update) => ({
  id: update.id,
  client: update.client,
  environment: update.environment,
  system: formatSystem(update),
  release: update.release,
  status: update.status,
  startsAt: update.startsAt.toISOString(),
  revision: update.revision,
  kind: update.kind,
  zone: update.zone,
  expectedMinutes: update.expectedMinutes,
  deadline: update.deadline.toISOString(),
  chosenBy: update.chosenBy,
  hold: update.hold,
  reason: update.reason,
  inside: insideFor(key, update.inside),
  handedOverAt: update.handedOverAt?.toISOString() ?? null,
  finishedAt: update.finishedAt?.toISOString() ?? null,
})
