import { OpenAPIHono } from '@hono/zod-openapi'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { attentionCalls } from './api/attention/attention.ts'
import { problem } from './api/calls/answer.ts'
import { clientCalls } from './api/clients/clients.ts'
import { freezeCalls } from './api/clients/freezes.ts'
import { linkCalls } from './api/clients/links.ts'
import { deliveryCalls } from './api/deliveries/deliveries.ts'
import { answerBeforeReading } from './api/entrance/answer-before-reading.ts'
import type { ApiEnv, ApiParts } from './api/entrance/api-env.ts'
import { authenticate } from './api/entrance/authenticate.ts'
import { mountDocument } from './api/entrance/document.ts'
import { mountHealth } from './api/entrance/health.ts'
import { logRequest } from './api/entrance/log-request.ts'
import { mountCalls } from './api/entrance/mount-calls.ts'
import { sendAnswer } from './api/entrance/send-answer.ts'
import { tellFailure, tellNotFound } from './api/entrance/tell-failure.ts'
import { releaseCalls } from './api/releases/releases.ts'
import { systemCalls } from './api/updates/systems.ts'
import { updateCalls } from './api/updates/updates.ts'
import { verificationCalls } from './api/verifications/verifications.ts'

export type { ApiParts, Readiness } from './api/entrance/api-env.ts'

/** Whether a report is taken at a path: then a body of 64 MB may come, and takes its time. */
export const isReportAddress = (path: string): boolean =>
  /^\/v1\/(?:releases\/[^/]+\/gate|(?:verifications|updates)\/[^/]+\/report)$/.test(path)

/**
 * The HTTP API (DESIGN 6.2), with `/healthz`, `/readyz` and `/v1/openapi.json`, as a fetch-style app: its `fetch` is
 * served on a node server that it may share with others.
 */
export function makeApi(parts: ApiParts): OpenAPIHono<ApiEnv> {
  const api = new OpenAPIHono<ApiEnv>()
  api.use('*', requestId({ limitLength: 64 }))
  api.use('/v1/*', logRequest(parts.logger), apiHeaders, answerBeforeReading)
  api.use('*', methodNotAllowed({ app: api, onMethodNotAllowed: (c, methods) => sendAnswer(c, wrongMethod(methods)) }))
  api.onError(tellFailure(parts.logger))
  api.notFound(tellNotFound)
  mountHealth(api, parts)
  mountDocument(api)
  api.use('/v1/*', authenticate(parts))
  mountCalls(api, calls(parts), parts)
  return api
}

const calls = (parts: ApiParts) => {
  const { app } = parts
  return [
    ...clientCalls(app, parts),
    ...deliveryCalls(app),
    ...freezeCalls(app),
    ...releaseCalls(app),
    ...verificationCalls(app),
    ...updateCalls(app),
    ...systemCalls(app),
    ...linkCalls(app),
    ...attentionCalls(app),
  ]
}

const apiHeaders = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  referrerPolicy: 'no-referrer',
})

const wrongMethod = (methods: readonly string[]) => {
  const allow = methods.join(', ')
  return problem('method-not-allowed', `This address takes ${allow}.`, {}, { allow })
}
