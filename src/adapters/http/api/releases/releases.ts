import { z } from '@hono/zod-openapi'
import { BadCursor } from '../../../../app/ports/ports.ts'
import type { App } from '../../../../app/use-cases/app.ts'
import type { PipelineUseCases } from '../../../../app/use-cases/pipeline.ts'
import { formatSystem } from '../../../../domain/people/system.ts'
import { inOrder, type Release } from '../../../../domain/releases/release.ts'
import { isVersion } from '../../../../domain/releases/version.ts'
import { type Answer, answer, problem } from '../calls/answer.ts'
import type { ApiRequest, Call } from '../calls/call.ts'
import { nothing, readCall, writeCall } from '../calls/define-call.ts'
import { pageBody, pageOf, pageQuery, pageRequest } from '../calls/page-schema.ts'
import { admitToVendor, unknown } from '../calls/reach.ts'
import { showFiles } from '../reports/files-schema.ts'
import { partCalls, partQuery } from '../reports/part-calls.ts'
import { reportCall, reportQuery } from '../reports/report-call.ts'
import { gateProblem } from './gate-problem.ts'
import { judgedSchema, planSchema, reasonBody, releaseBody, releaseSchema } from './release-schema.ts'
import { showRelease, showReleaseToClient } from './show-release.ts'

const params = z.object({ version: z.string().openapi({ example: '3.9.12' }) })
const known = ({ version }: { version: string }) => (isVersion(version) ? null : unknown('release', version))

export const releaseCalls = (app: App): Call[] => [
  writeCall({
    method: 'post',
    path: '/v1/releases',
    name: 'registerRelease',
    summary: 'Registers a candidate',
    scope: 'releases:write',
    params: nothing,
    body: releaseBody,
    admit: (_, { key }) => admitToVendor(key),
    answers: {
      200: { description: 'It was registered so before', schema: releaseSchema },
      201: { description: 'Registered', schema: releaseSchema },
    },
    async run({ body }, { actor }) {
      const there = await app.readRelease(body.version)
      const registered = await app.registerRelease(body, actor)
      if (!registered.ok) return problem(registered.refusal.code, registered.refusal.detail)
      return answer(there ? 200 : 201, showRelease(registered.value), {
        location: `/v1/releases/${body.version}`,
      })
    },
  }),
  readCall({
    path: '/v1/releases',
    name: 'listReleases',
    summary: 'The releases, newest first; for a key of a client those that it is told of',
    scope: 'read',
    params: nothing,
    query: pageQuery,
    answers: { 200: { description: 'A page of releases', schema: pageOf('Releases', releaseSchema) } },
    async run({ query }, { key: { client } }) {
      const page = slice(await app.listReleases(client), pageRequest(query))
      return answer(200, pageBody(page, client === null ? showRelease : showReleaseToClient))
    },
  }),
  readCall({
    path: '/v1/releases/{version}',
    name: 'readRelease',
    summary: 'One release',
    scope: 'read',
    params,
    query: nothing,
    admit: known,
    answers: { 200: { description: 'The release', schema: releaseSchema } },
    async run({ params: { version } }, { key: { client } }) {
      if (client === null) {
        const release = await app.readRelease(version)
        return release ? answer(200, showRelease(release)) : unknown('release', version)
      }
      const told = (await app.listReleases(client)).find((one) => one.version === version)
      return told ? answer(200, showReleaseToClient(told)) : unknown('release', version)
    },
  }),
  readCall({
    path: '/v1/releases/{version}/plan',
    name: 'planRelease',
    summary: 'A dry run: what would start when if every copy were found healthy; a version need not be registered',
    scope: 'read',
    params,
    query: nothing,
    admit: ({ version }, { key }) => known({ version }) ?? admitToVendor(key),
    answers: { 200: { description: 'The plan', schema: planSchema } },
    async run({ params: { version } }) {
      const plan = await app.planRelease(version)
      if (!plan.ok) return problem(plan.refusal.code, plan.refusal.detail)
      const { updates, blocked, unreachable } = plan.value
      const planned = updates.map(({ client, environment, startsAt }) => ({
        client,
        system: formatSystem({ client, environment }),
        startsAt: startsAt.toISOString(),
      }))
      return answer(200, { updates: planned, blocked, unreachable })
    },
  }),
  reportCall({
    path: '/v1/releases/{version}/gate',
    name: 'judgeRelease',
    summary: 'Hands in the test report of a release: passes or refuses its gate',
    scope: 'releases:write',
    params,
    query: reportQuery({}),
    answers: { 200: { description: 'Passed: the roll-out starts', schema: judgedSchema } },
    admit: admitToGate(app),
    parts: ({ params: { version } }) => ({ kind: 'gate', version }),
    async run({ params: { version }, report }, { actor }) {
      const judged = await app.judgeRelease(version, report, actor)
      if (judged.ok) return answer(200, { ...showRelease(judged.value), ...showFiles(report.files) })
      if ('shortfalls' in judged.refusal) return gateProblem(version, judged.refusal, report.files)
      return problem(judged.refusal.code, judged.refusal.detail)
    },
  }),
  ...partCalls(app, {
    path: '/v1/releases/{version}/gate',
    of: 'judgeRelease',
    scope: 'releases:write',
    params,
    query: partQuery({}),
    admit: admitToGate(app),
    owner: ({ version }) => ({ kind: 'gate', version }),
  }),
  decision((...asked) => app.pauseRelease(...asked), 'pause', 'Holds what has not started'),
  decision((...asked) => app.resumeRelease(...asked), 'resume', 'Lets a paused release go on'),
  decision((...asked) => app.withdrawRelease(...asked), 'withdraw', 'Cancels what has not started, for good'),
]

/** Looked at before a body of perhaps 64 MB is read. */
const admitToGate =
  (app: App) =>
  async ({ version }: { version: string }, { key }: ApiRequest): Promise<Answer | null> => {
    const turnedAway = known({ version }) ?? admitToVendor(key)
    if (turnedAway) return turnedAway
    return (await app.readRelease(version)) ? null : unknown('release', version)
  }

function decision(decide: PipelineUseCases['pauseRelease'], verb: string, summary: string): Call {
  return writeCall({
    method: 'post',
    path: `/v1/releases/{version}/${verb}`,
    name: `${verb}Release`,
    summary,
    scope: 'releases:write',
    params,
    body: reasonBody,
    answers: { 200: { description: 'Done', schema: releaseSchema } },
    admit: ({ version }, { key }): Answer | null => known({ version }) ?? admitToVendor(key),
    async run({ params: { version }, body: { reason, clientReason } }, { actor }) {
      const decided = await decide(version, reason, actor, clientReason)
      return decided.ok
        ? answer(200, showRelease(decided.value))
        : problem(decided.refusal.code, decided.refusal.detail)
    },
  })
}

/** All releases are few: the page is cut here. */
function slice(releases: readonly Release[], { after, limit }: { after: string | null; limit: number }) {
  const newestFirst = inOrder(releases).reverse()
  const seen = newestFirst.findIndex((release) => release.version === after)
  if (after !== null && seen === -1) throw new BadCursor('no release is of that version')
  const from = seen + 1
  const items = newestFirst.slice(from, from + limit)
  return { items, next: from + limit < newestFirst.length ? (items.at(-1)?.version ?? null) : null }
}
