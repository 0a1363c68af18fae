import { z } from '@hono/zod-openapi'
import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import type { Answer, FieldError } from './answer.ts'
import { mistakesIn, wrongFields } from './field-errors.ts'

/** A filter that can be given several times and then means any of the values. */
export const several = <Item extends z.ZodType>(item: Item) => z.array(item).max(50).optional()

/**
 * Reads the parameters of an address. One that is given more than once means all of its values where the schema takes
 * `several`; anywhere else it is refused, as nobody can tell which was meant.
 * @param given each parameter with its values
 * @returns the query as the schema reads it, or a problem that names every parameter that is wrong
 */
export function readQuery<Schema extends z.ZodObject>(
  schema: Schema,
  given: Readonly<Record<string, readonly string[]>>,
): Result<z.output<Schema>, Answer> {
  const repeated: FieldError[] = Object.entries(given)
    .filter(([name, values]) => values.length > 1 && !takesSeveral(schema, name))
    .map(([name, { length }]) => ({
      field: name.slice(0, 100),
      reason: `is given ${length} times: give it once`,
    }))
  const query = Object.fromEntries(
    Object.entries(given).map(([name, values]) => [name, takesSeveral(schema, name) ? values : values[0]]),
  )
  const parsed = mistakesIn(schema, query, 'query')
  if (parsed.ok && repeated.length === 0) return ok(parsed.value)
  return refuse(wrongFields([...repeated, ...(parsed.ok ? [] : parsed.refusal)]))
}

function takesSeveral({ shape }: z.ZodObject, name: string): boolean {
  const field: unknown = Object.hasOwn(shape, name) ? shape[name] : undefined
  return field instanceof z.ZodOptional && field.unwrap() instanceof z.ZodArray
}
