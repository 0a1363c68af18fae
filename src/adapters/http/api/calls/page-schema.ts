import { z } from '@hono/zod-openapi'
import type { Page, PageRequest } from '../../../../app/ports/ports.ts'

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

/** @returns what is asked of the store, which reads the cursor and throws `BadCursor` for a foreign one. */
export const pageRequest = ({ limit, after }: z.output<typeof pageQuery>): PageRequest => ({
  after: after ?? null,
  limit,
})

/** @returns the page as the API shows it. */
export const pageBody = <T>({ items, next }: Page<T>, show: (item: T) => object) => ({
  items: items.map(show),
  next,
})
