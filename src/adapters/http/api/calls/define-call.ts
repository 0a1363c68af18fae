import { type RouteConfig, z } from '@hono/zod-openapi'
import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import { type Answer, type FieldError, problemType } from './answer.ts'
import type { ApiRequest, Call, CallSpec } from './call.ts'
import { mistakesIn, parse, wrongFields } from './field-errors.ts'
import { problemSchema } from './problem-schema.ts'
import { readJson } from './read-json.ts'
import { readQuery } from './read-query.ts'

/** Turns away what a key does not reach, before the body is read. */
export type Admit<Params extends z.ZodObject> = (
  params: z.output<Params>,
  request: ApiRequest,
) => Promise<Answer | null> | Answer | null

export type WithParams<Params extends z.ZodObject> = { readonly params: z.output<Params> }

/** A call that changes nothing. `admit` turns away what the key does not reach. */
export function readCall<Params extends z.ZodObject, Query extends z.ZodObject>(
  spec: CallSpec<Params> & {
    readonly query: Query
    readonly admit?: Admit<Params>
    run(input: WithParams<Params> & { readonly query: z.output<Query> }, request: ApiRequest): Promise<Answer>
  },
): Call {
  return {
    ...callOf('get', spec, { query: spec.query }),
    async handle(request) {
      const params = await paramsOf(spec, request)
      if (!params.ok) return params.refusal
      const query = readQuery(spec.query, request.query)
      if (!query.ok) return query.refusal
      return { ...(await spec.run({ params: params.value, query: query.value }, request)), kept: false }
    },
  }
}

/** A call with a JSON body. `admit` is asked before the body is read. */
export function writeCall<Params extends z.ZodObject, Body extends z.ZodType>(
  spec: CallSpec<Params> & {
    readonly method: 'put' | 'post' | 'patch'
    readonly body: Body
    /** Reads the body where its schema alone does not see all that is wrong. */
    readonly read?: (json: unknown) => Result<z.output<Body>, readonly FieldError[]>
    readonly headers?: z.ZodObject
    readonly admit?: Admit<Params>
    /** `asked` is what the same request is known by: see `Desk`. */
    run(
      input: WithParams<Params> & { readonly body: z.output<Body>; readonly asked: string },
      request: ApiRequest,
    ): Promise<Answer>
  },
): Call {
  const body = { required: true, content: { 'application/json': { schema: spec.body } } }
  const headers = idempotencyHeader.extend(spec.headers?.shape ?? {})
  return {
    ...callOf(spec.method, spec, { body, headers }),
    async handle(request, desk) {
      const params = await paramsOf(spec, request)
      if (!params.ok) return params.refusal
      const query = readQuery(nothing, request.query)
      if (!query.ok) return query.refusal
      const json = await readJson(request)
      if (!json.ok) return json.refusal
      const read = (spec.read ?? ((value) => mistakesIn(spec.body, value, 'body')))(json.value)
      if (!read.ok) return wrongFields(read.refusal)
      return desk.once(request, (asked) => spec.run({ params: params.value, body: read.value, asked }, request))
    },
  }
}

/** What every writing call takes. */
export const idempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .max(255)
    .optional()
    .openapi({ description: 'A repetition with the same key gets the first answer again.' }),
})

/** @returns the parameters of the path, or why the request is turned away */
export async function paramsOf<Params extends z.ZodObject>(
  spec: Pick<CallSpec<Params>, 'params'> & { readonly admit?: Admit<Params> },
  request: ApiRequest,
): Promise<Result<z.output<Params>, Answer>> {
  const params = parse(spec.params, request.params, 'path')
  if (!params.ok) return params
  const refusal = await spec.admit?.(params.value, request)
  return refusal ? refuse(refusal) : ok(params.value)
}

/** The part of a call that is the same for every kind. */
export function callOf(
  method: Call['method'],
  spec: CallSpec<z.ZodObject>,
  request: NonNullable<RouteConfig['request']>,
): Omit<Call, 'handle'> {
  const answers = Object.entries(spec.answers).map(([status, { description, schema }]) => [
    status,
    { description, content: { 'application/json': { schema } } },
  ])
  const failure = {
    description: 'A problem document (RFC 9457)',
    content: { [problemType]: { schema: problemSchema } },
  }
  return {
    method,
    path: spec.path,
    scope: spec.scope,
    docs: {
      method,
      path: spec.path,
      operationId: spec.name,
      summary: spec.summary,
      description: `Scope: \`${spec.scope}\`.`,
      security: [{ apiKey: [spec.scope] }],
      request: { params: spec.params, ...request },
      responses: { ...Object.fromEntries(answers), default: failure },
    },
  }
}

/** For calls without parameters in their path, or without a query. */
export const nothing = z.object({})
