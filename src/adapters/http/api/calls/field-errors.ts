import type { z } from '@hono/zod-openapi'
import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import { type Answer, type FieldError, problem } from './answer.ts'

const mostErrors = 50

/** @returns the value as the schema reads it, or a problem that names every wrong field with its reason. */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  whole: string,
): Result<z.output<Schema>, Answer> {
  const parsed = mistakesIn(schema, value, whole)
  return parsed.ok ? parsed : refuse(wrongFields(parsed.refusal))
}

/** @returns the value as the schema reads it, or every wrong field with its reason. */
export function mistakesIn<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  whole: string,
): Result<z.output<Schema>, readonly FieldError[]> {
  const parsed = schema.safeParse(value, { error: reasonOf })
  return parsed.success ? ok(parsed.data) : refuse(fieldErrors(parsed.error.issues, whole))
}

/** @returns the problem that names wrong fields, the first of them in its detail */
export function wrongFields(errors: readonly FieldError[]): Answer {
  const [first] = errors
  const others = errors.length > 1 ? `, and ${errors.length - 1} more` : ''
  const detail = first ? `${first.field}: ${first.reason}${others}.` : 'A field is wrong.'
  return problem('invalid-request', detail, { errors: errors.slice(0, mostErrors) })
}

/** @param whole what to call the value itself, e.g. `body` */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], whole: string): FieldError[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: pathOf([...issue.path, key.slice(0, 100)], whole),
        reason: whole === 'query' ? 'is no parameter of this call' : 'is not a field of this document',
      }))
    }
    return [{ field: pathOf(issue.path, whole), reason: issue.message }]
  })
}

/** In the words of somebody who wrote JSON; a schema's own words come first. */
function reasonOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'custom') return undefined
  if (issue.input === undefined) return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`
    case 'too_big':
      return issue.origin === 'string'
        ? `is longer than ${issue.maximum} characters`
        : `has more than ${issue.maximum} entries`
    default:
      return undefined
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'an object',
  array: 'a list',
  int: 'a whole number',
}

/** `administrators[1].email`, as JSONPath writes it without its leading `$.`. */
function pathOf(path: readonly PropertyKey[], whole: string): string {
  if (path.length === 0) return whole
  return path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`
      const name = String(part)
      return /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
    })
    .join('')
    .replace(/^\./, '')
}
