import { OpenAPIHono } from '@hono/zod-openapi'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { problem } from './api/answer.ts'
import { answerBeforeReading } from './api/answer-before-reading.ts'
import type { ApiEnv, ApiParts } from './api/api-env.ts'
import { attentionCalls } from './api/attention.ts'
import { authenticate } from './api/authenticate.ts'
import { clientCalls } from './api/clients.ts'
import { deliveryCalls } from './api/deliveries.ts'
import { mountDocument } from './api/document.ts'
import { freezeCalls } from './api/freezes.ts'
import { mountHealth } from './api/health.ts'
import { linkCalls } from './api/links.ts'
import { logRequest } from './api/log-request.ts'
import { mountCalls } from './api/mount-calls.ts'
import { releaseCalls } from './api/releases.ts'
import { sendAnswer } from './api/send-answer.ts'
import { systemCalls } from './api/systems.ts'
import { tellFailure, tellNotFound } from './api/tell-failure.ts'
import { updateCalls } from './api/updates.ts'
import { verificationCalls } from './api/verifications.ts'

export type { ApiParts, Readiness } from './api/api-env.ts'

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
