import fc from 'fast-check'
import { hostileText } from './hostile.ts'

/** A schema of the OpenAPI document, as far as it is used there. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly format?: string
  readonly pattern?: string
  readonly example?: unknown
  readonly minimum?: number
  readonly maximum?: number
}

export type Components = Readonly<Record<string, Schema>>

/** What people would write in a field of that name; most of it right. What begins with `$` is known when it is sent. */
const byName: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  zone: fc.constantFrom('America/Toronto', 'Europe/Berlin', 'Asia/Kolkata', 'UTC'),
  windows: fc.constantFrom([], ['SUN 01:00-05:00'], ['SAT 23:00-SUN 02:00', 'WED 02:00-06:00']),
  email: fc.constantFrom('ada@acme.example', 'eve@evil.example'),
  platform: fc.constantFrom('slack', 'teams'),
  workspace: fc.constantFrom('T1', 'T0'),
  channel: fc.constantFrom('CACME', 'CBETA', 'CNOBODYS', 'CNEW'),
  user: fc.constantFrom('UACME1', 'UBETA1', 'USAM', 'UNEW'),
  version: fc.constantFrom('3.9.11', '4.1.0', '9.9.9', '10.0.0-rc.1'),
  client: fc.constantFrom('acme', 'beta', 'delta', 'gone', null),
  environment: fc.constantFrom('production', 'staging'),
  waves: fc.constant(null),
  webhook: fc.constant(null),
  secret: fc.constant('whsec_FYsisotZiGjbDZZAkHCUVEzJG9z0iMD+dhiqLbWHAHA='),
  name: fc.constantFrom('Acme College', 'Ada Lovelace', 'Høgskolen'),
  reason: fc.constantFrom('Log-ins fail.', 'Exams'),
  url: fc.constantFrom('https://learn.acme.example', null),
  notesUrl: fc.constant('https://vendor.example/notes'),
  startsAt: fc.constantFrom('$soon', '$soon', '2026-11-30T06:00:00+01:00'),
  endsAt: fc.constantFrom('$later', '$later', '2027-01-04T00:00:00Z'),
  policy: fc.constantFrom({}, { noticeHours: 200 }),
  systems: fc.constantFrom(
    [{ environment: 'production', version: '3.9.11', url: 'https://learn.acme.example' }, { environment: 'staging' }],
    [{ environment: 'production' }],
  ),
  attempt: fc.constantFrom(1, 2),
  limit: fc.constantFrom('1', '2', '50', '200', '0'),
  after: fc.constantFrom('4.1.0', 'WyJ1cGRhdGVzIiwxXQ', 'x'),
  administrator: fc.constantFrom('acme-ada', 'beta-ada', 'nobody'),
  release: fc.constant('$release'),
  id: fc.constant(undefined),
}

/** @returns values that a schema allows, most of them such as somebody would send */
export function fromSchema(schema: Schema, all: Components, name = ''): fc.Arbitrary<unknown> {
  const known = Object.hasOwn(byName, name) ? byName[name] : undefined
  if (known) return known
  if (schema.$ref) return fromSchema(all[schema.$ref.split('/').at(-1) ?? ''] ?? {}, all, name)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map((one) => fromSchema(one, all, name)))
  const [first] = schema.allOf ?? []
  if (first) return fromSchema(first, all, name)
  const types = [schema.type ?? 'string'].flat()
  return fc.oneof(...types.map((type) => ofType(type, schema, all)))
}

function ofType(type: string, schema: Schema, all: Components): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(([name, part]) => [name, fromSchema(part, all, name)])
      const required = Object.keys(schema.properties ?? {}).filter((name) => schema.required?.includes(name))
      return fc.record<Record<string, unknown>>(Object.fromEntries(fields), { requiredKeys: required })
    }
    case 'array':
      return fc.array(fromSchema(schema.items ?? {}, all), { maxLength: 3 })
    case 'integer':
    case 'number': {
      const [min, max] = [schema.minimum ?? -5, schema.maximum ?? 500]
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min - 1, max + 1, 0.5))
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return textOf(schema)
  }
}

/** Right far oftener than not: one wrong field is told, and what lies behind it is never reached. */
function textOf({ example, pattern, format }: Schema): fc.Arbitrary<string> {
  const right =
    typeof example === 'string'
      ? fc.constant(example)
      : pattern
        ? fc.stringMatching(new RegExp(pattern))
        : fc.constant(format === 'date-time' ? '2026-12-06T06:00:00Z' : 'some words')
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: hostileText })
}
