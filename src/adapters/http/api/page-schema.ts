import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { Page, PageRequest } from '../../../app/ports.ts'
import { ok, type Result, refuse } from '../../../domain/result.ts'
import { type Answer, problem } from './answer.ts'

/** What every list takes. */
export const pageQuery = z.strictObject({
  limit: z.coerce
    .number('must be a whole number from 1 to 200')
    .int('must be a whole number from 1 to 200')
    .min(1, 'must be a whole number from 1 to 200')
    .max(200, 'must be a whole number from 1 to 200')
    .default(50)
    .openapi({ type: 'integer', minimum: 1, maximum: 200, default: 50 }),
  after: z
    .string()
    .max(400, 'is not a cursor of this list')
    .optional()
    .openapi({ description: '`next` of the page before.' }),
})

/** A page of `items`; `next` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(name: string, item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() }).openapi(name)

/**
 * Reads the cursor of a list.
 * @param list the name of the list: a cursor of another one, or one made up, never reaches the store
 */
export function pageRequest(
  list: string,
  { limit, after }: z.output<typeof pageQuery>,
): Result<PageRequest, Answer> {
  if (after === undefined) return ok({ after: null, limit })
  const dot = after.lastIndexOf('.')
  const position = Buffer.from(after.slice(0, Math.max(dot, 0)), 'base64url').toString()
  if (cursor(list, position) === after) return ok({ after: position, limit })
  const reason = 'is not a cursor of this list: take `next` of the page before'
  return refuse(problem('invalid-request', `after ${reason}.`, { errors: [{ field: 'after', reason }] }))
}

/** @returns the page as the API shows it. */
export const pageBody = <T>(list: string, page: Page<T>, show: (item: T) => object) => ({
  items: page.items.map(show),
  next: page.next === null ? null : cursor(list, page.next),
})

function cursor(list: string, position: string): string {
  const check = createHash('sha256').update(`${list}\n${position}`).digest('base64url').slice(0, 8)
  return `${Buffer.from(position).toString('base64url')}.${check}`
}
