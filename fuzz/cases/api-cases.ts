import fc from 'fast-check'
import { after, day } from '../../src/domain/time/span.ts'
import type { MakeCase } from '../case.ts'
import { anything, nothing, ofClient, type Right } from '../rights.ts'
import type { Stage } from '../stage/open-stage.ts'
import { type KeyName, keyNames } from '../stage/props.ts'
import { formText, wellFormed } from '../values/form-text.ts'
import { type Components, fromSchema, type Schema } from '../values/from-schema.ts'
import { hostileText, seldom } from '../values/hostile.ts'
import { changes, mutate, mutateBytes, textChanges } from '../values/mutate.ts'

type Parameter = { readonly name: string; readonly in: string; readonly schema?: Schema }
type Operation = {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
}
export type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Components }
}
export type Call = { readonly method: string; readonly path: string; readonly operation: Operation }

/** Every call of the document; `reports` are those that take a report. */
export const callsOf = ({ paths }: OpenApi, reports: boolean): Call[] =>
  Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path,
        method: method.toUpperCase(),
        operation,
      })),
    )
    .filter(({ operation }) => reports === isReport(operation))

/** JSON comes in one type of content, reports in several. */
const isReport = ({ requestBody }: Operation): boolean => Object.keys(requestBody?.content ?? {}).length > 1

/** Who sends it: the holder of a key, or somebody with none that is any good. */
export const senders: fc.Arbitrary<KeyName | 'nobody' | 'wrong' | 'mangled'> = fc.constantFrom(
  ...keyNames,
  ...([
    'vendor',
    'vendor',
    'vendor',
    'vendor',
    'vendor',
    'acme',
    'acme',
    'acme',
    'beta',
    'nobody',
    'wrong',
    'mangled',
  ] as const),
)
export type SenderName = KeyName | 'nobody' | 'wrong' | 'mangled'

export function authorisation({ props }: Stage, sender: SenderName): Record<string, string> {
  if (sender === 'nobody') return {}
  if (sender === 'wrong') return { authorization: 'Bearer zt_nobody' }
  if (sender === 'mangled') return { authorization: 'Basic \u00ff:' }
  return { authorization: `Bearer ${props.tokens[sender]}` }
}

export function rightOf(sender: SenderName, method: string): Right {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return nothing
  if (sender === 'vendor') return anything
  if (sender === 'acme' || sender === 'acme/staging') return ofClient('acme')
  return sender === 'beta' ? ofClient('beta') : nothing
}

const oddHeaders = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        'idempotency-key': fc.constantFrom('a', 'b', 'x'.repeat(300), '\u00e9'),
        'if-match': fc.constantFrom('"1"', '*', 'W/"1"', 'x', '"99999999999999999999"'),
        'if-none-match': fc.constantFrom('*', '"1"', 'x'),
        'x-request-id': fc.constantFrom('one', 'x'.repeat(500), 'a b'),
        'content-encoding': fc.constantFrom('gzip', 'br', 'identity', 'x'),
        'content-type': fc.constantFrom('application/json', 'text/plain', 'application/json; charset=utf-16', ''),
        accept: fc.constantFrom('*/*', 'x', 'text/html'),
        'x-forwarded-for': fc.constantFrom('1.2.3.4', 'x, y', '::1', '999.1.1.1'),
      },
      { requiredKeys: [] },
    ),
  },
)

/** What stands in a path or a query: mostly something that there is. */
export const named = fc.record({
  nth: fc.nat(50),
  odd: seldom(hostileText, 8),
  client: fc.constantFrom('acme', 'beta', 'delta', 'fuzz', 'gone'),
  environment: fc.constantFrom('production', 'staging', 'other'),
})
export type Named = typeof named extends fc.Arbitrary<infer T> ? T : never

export async function fill(path: string, { props }: Stage, { nth, odd, client, environment }: Named): Promise<string> {
  const pick = (all: readonly string[]) => all[nth % Math.max(1, all.length)] ?? 'none'
  const parts = path.split('/').map(async (part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined) return part
    if (odd !== null) return encodeURIComponent(wellFormed(odd))
    if (name === 'client') return client
    if (name === 'environment') return environment
    if (name === 'version') return pick(await props.releases())
    if (name === 'update') return pick(await props.ids('updates'))
    if (name === 'verification') return pick(await props.ids('verifications'))
    return name === 'freeze' ? pick(await props.ids('freezes')) : 'none'
  })
  return (await Promise.all(parts)).join('/')
}

/** Requests to every call of the API but those that take reports: right, nearly right, and wrong. */
export const apiCases = (document: OpenApi): fc.Arbitrary<MakeCase> => {
  const all = callsOf(document, false).map((call) => {
    const schema = call.operation.requestBody?.content['application/json']?.schema
    const query = (call.operation.parameters ?? []).filter((one) => one.in === 'query')
    return fc
      .record({
        sender: senders,
        named,
        changes,
        query: fc.record(
          Object.fromEntries(
            query.map(({ name, schema = {} }) => [name, fromSchema(schema, document.components.schemas, name)]),
          ),
          { requiredKeys: [] },
        ),
        body: schema ? fromSchema(schema, document.components.schemas) : fc.constant(null),
        bytes: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: textChanges }),
        headers: oddHeaders,
        method: seldom(fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD'), 12),
      })
      .map(
        (made): MakeCase =>
          async (stage) => {
            const method = made.method ?? call.method
            const query = formText((await settled(made.query, stage, made.named)) as Record<string, unknown>)
            const address = await fill(call.path, stage, made.named)
            const hasBody = schema !== undefined && method !== 'GET' && method !== 'HEAD'
            const text = JSON.stringify(await settled(mutate(made.body, made.changes), stage, made.named))
            const right = rightOf(made.sender, method)
            return {
              area: 'api',
              to: 'house',
              right,
              asked: {
                method,
                path: query !== '' ? `${address}?${query}` : address,
                headers: {
                  'content-type': 'application/json',
                  ...authorisation(stage, made.sender),
                  ...made.headers,
                },
                body: hasBody ? mutateBytes(Buffer.from(text), made.bytes) : null,
              },
            }
          },
      )
  })
  return fc.oneof(...all)
}

/** @returns a value with what was left open filled in: a release that there is, a time that is yet to come */
async function settled(value: unknown, { props, house }: Stage, { nth }: Named): Promise<unknown> {
  const releases = await props.releases()
  const now = house.ports.clock.now()
  const known: Readonly<Record<string, string>> = {
    $release: releases[nth % Math.max(1, releases.length)] ?? '9.9.9',
    $soon: after(now, 3 * day).toISOString(),
    $later: after(now, 5 * day).toISOString(),
  }
  return JSON.parse(JSON.stringify(value ?? null), (_, part: unknown) =>
    typeof part === 'string' ? (known[part] ?? part) : part,
  )
}
