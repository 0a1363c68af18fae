import { z } from '@hono/zod-openapi'
import { describe, expect, test } from 'vitest'
import { attentionCalls } from '../../../src/adapters/http/api/attention/attention.ts'
import type { Call } from '../../../src/adapters/http/api/calls/call.ts'
import { problems } from '../../../src/adapters/http/api/calls/problems.ts'
import { clientCalls } from '../../../src/adapters/http/api/clients/clients.ts'
import { freezeCalls } from '../../../src/adapters/http/api/clients/freezes.ts'
import { linkCalls } from '../../../src/adapters/http/api/clients/links.ts'
import { deliveryCalls } from '../../../src/adapters/http/api/deliveries/deliveries.ts'
import { releaseCalls } from '../../../src/adapters/http/api/releases/releases.ts'
import { systemCalls } from '../../../src/adapters/http/api/updates/systems.ts'
import { updateCalls } from '../../../src/adapters/http/api/updates/updates.ts'
import { verificationCalls } from '../../../src/adapters/http/api/verifications/verifications.ts'
import { everyCall } from './every-call.ts'
import { makeFakeApp } from './fake-app.ts'
import { makeTestApi, send } from './test-api.ts'

type Operation = {
  operationId: string
  security: Record<string, string[]>[]
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: { required: boolean; content: Record<string, unknown> }
  responses: Record<string, { description: string; content: Record<string, unknown> }>
}
type Document = {
  openapi: string
  info: object
  components: { schemas: Record<string, object>; securitySchemes: object }
  paths: Record<string, Record<string, Operation>>
}

const response = await makeTestApi().api.request('/v1/openapi.json')
const text = await response.text()
const document: Document = JSON.parse(text)
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
)

test('is OpenAPI 3.1, without a key', () => {
  expect([response.status, document.openapi]).toEqual([200, '3.1.0'])
  expect(document.components.securitySchemes).toMatchObject({ apiKey: { type: 'http', scheme: 'bearer' } })
})

test('names every call of the design, each with its scope', () => {
  const tried = everyCall.map(({ line, path, scope }) => `${line.split(' ')[0]?.toLowerCase()} ${path} ${scope}`)
  const told = operations.map(({ path, method, operation }) => `${method} ${path} ${operation.security[0]?.['apiKey']}`)
  expect(told.toSorted()).toEqual(tried.toSorted())
})

test('every reference leads somewhere', () => {
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '')
  expect(references.length).toBeGreaterThan(20)
  for (const reference of references) {
    const name = reference.replace('#/components/schemas/', '')
    expect(document.components.schemas, reference).toHaveProperty([name])
  }
})

test('every operation has a name of its own', () => {
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length)
})

describe.each(operations)('$method $path', ({ path, method, operation }) => {
  test('declares the parameters in its address', () => {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
    expect(declared.map(({ name }) => name)).toEqual(named)
    expect(declared.every(({ required }) => required)).toBe(true)
  })

  test('declares its body, its idempotency key and its problems', () => {
    const names = (operation.parameters ?? []).map(({ name }) => name)
    expect(names.includes('Idempotency-Key')).toBe(method !== 'get')
    expect(operation.requestBody !== undefined).toBe(method !== 'get')
    expect(operation.responses['default']?.content).toHaveProperty(['application/problem+json'])
    expect(operation.responses).toSatisfy((answers: object) => '200' in answers || '201' in answers)
  })
})

type ZodDocs = { content?: { [type: string]: { schema?: unknown } } }

/** The calls as they are mounted, with the schemas of their answers. */
const { app } = makeFakeApp()
const calls: Call[] = [
  clientCalls,
  deliveryCalls,
  freezeCalls,
  releaseCalls,
  verificationCalls,
  updateCalls,
  systemCalls,
  linkCalls,
  attentionCalls,
].flatMap((make) => make(app))

test.each(everyCall)('$line answers what its documentation says, and nothing more', async ({ line, path, sent }) => {
  const method = line.split(' ')[0]?.toLowerCase()
  const call = calls.find((one) => one.path === path && one.method === method)
  const answered = await send(makeTestApi(), line, sent)
  const documented = call?.docs.responses[answered.status] as ZodDocs | undefined
  const schema = documented?.content?.['application/json']?.schema
  expect(schema).toBeInstanceOf(z.ZodType)
  expect((schema as z.ZodType).parse(answered.body)).toEqual(answered.body)
})

test.each(Object.entries(problems))('the problem %s has a title and a status of its kind', (_, told) => {
  expect(told.title).toMatch(/^[A-Z].*[^.]$/)
  expect(told.status).toBeGreaterThanOrEqual(400)
})
