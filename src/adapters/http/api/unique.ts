import type { z } from '@hono/zod-openapi'

/**
 * Names every item that repeats an earlier one.
 * @param field the field of the item that repeats; null for the item as a whole
 */
export function unique<T>(
  items: readonly (T & { readonly path?: readonly (string | number)[] })[],
  keyOf: (item: T) => string,
  field: string | null,
  ctx: Pick<z.core.$RefinementCtx, 'addIssue'>,
): void {
  const seen = new Set<string>()
  items.forEach((item, index) => {
    const key = keyOf(item)
    const path = [...(item.path ?? [index]), ...(field === null ? [] : [field])]
    if (seen.has(key)) ctx.addIssue({ code: 'custom', path, message: 'is there twice' })
    seen.add(key)
  })
}
