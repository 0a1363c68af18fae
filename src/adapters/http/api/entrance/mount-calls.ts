import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { ApiKey } from '../../../../app/ports/stores/api-ports.ts'
import type { Actor } from '../../../../domain/people/actor.ts'
import { refuse } from '../../../../domain/values/result.ts'
import { type Answer, problem } from '../calls/answer.ts'
import type { ApiRequest, Call, Desk } from '../calls/call.ts'
import { readPart } from '../reports/read-part.ts'
import { readParts } from '../reports/read-parts.ts'
import { readReportBody } from '../reports/read-report-body.ts'
import { makeAnswerOnce } from './answer-once.ts'
import type { ApiEnv, ApiParts } from './api-env.ts'
import { rawPath, sendAnswer } from './send-answer.ts'

/** Puts the calls at their addresses and into the OpenAPI document. */
export function mountCalls(api: OpenAPIHono<ApiEnv>, calls: readonly Call[], parts: ApiParts): void {
  const desk: Desk = {
    readReport: (request, how) => readReportBody(request, how, parts.readReport),
    readPart: (request, how) => readPart(request, how, parts.readReport),
    async closeParts(owner, closing) {
      const opened = await parts.app.openReportParts(owner)
      if (!opened.ok) return refuse(problem(opened.refusal.code, opened.refusal.detail))
      return readParts(opened.value, closing, parts.readReport)
    },
    once: makeAnswerOnce(parts),
  }
  for (const call of calls) {
    api.openAPIRegistry.registerPath(call.docs)
    const address = call.path.replaceAll(/\{(\w+)\}/g, ':$1')
    api.on(call.method.toUpperCase(), address, async (c) => {
      const request = requestOf(c)
      return sendAnswer(c, lackOfScope(call, request.key) ?? (await call.handle(request, desk)))
    })
  }
}

function lackOfScope(call: Call, key: ApiKey): Answer | null {
  if (key.scopes.includes(call.scope)) return null
  return problem('missing-scope', `This call needs the scope ${call.scope}; the key has ${key.scopes.join(', ')}.`, {
    scope: call.scope,
  })
}

function requestOf(c: Context<ApiEnv>): ApiRequest {
  const key = c.get('key')
  return {
    method: c.req.method,
    path: rawPath(c),
    id: c.get('requestId'),
    key,
    actor: actorOf(key),
    params: c.req.param(),
    query: c.req.queries(),
    body: c.get('body'),
    header: (name) => c.req.header(name),
  }
}

const actorOf = ({ id, name, client, environment }: ApiKey): Actor => ({
  kind: 'key',
  id,
  name,
  client,
  environment,
})
