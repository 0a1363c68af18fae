import type { z } from '@hono/zod-openapi'

/**
 * Names every item that repeats an earlier one.
 * @param keyOf what items have in common that are the same; null for one that is like no other
 * @param field the field of the item that repeats; null for the item as a whole
 * @param pathOf where an item stands; its place in the list unless said otherwise
 */
export function unique<T>(
  items: readonly T[],
  keyOf: (item: T) => string | null,
  field: string | null,
  ctx: Pick<z.core.$RefinementCtx, 'addIssue'>,
  pathOf: (item: T, index: number) => readonly (string | number)[] = (_, index) => [index],
): void {
  const seen = new Set<string>()
  items.forEach((item, index) => {
    const key = keyOf(item)
    if (key === null) return
    const path = [...pathOf(item, index), ...(field === null ? [] : [field])]
    if (seen.has(key)) ctx.addIssue({ code: 'custom', path, message: 'is there twice' })
    seen.add(key)
  })
}
