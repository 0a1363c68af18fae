import type { z } from '@hono/zod-openapi'

/**
 * Names every item that repeats an earlier one.
 * @param keyOf what items have in common that are the same; null for one that is like no other
 * @param field the field of the item that repeats; null for the item as a whole
 */
export function unique<T>(
  items: readonly (T & { readonly path?: readonly (string | number)[] })[],
  keyOf: (item: T) => string | null,
  field: string | null,
  ctx: Pick<z.core.$RefinementCtx, 'addIssue'>,
): void {
  const seen = new Set<string>()
  items.forEach((item, index) => {
    const key = keyOf(item)
    const path = [...(item.path ?? [index]), ...(field === null ? [] : [field])]
    if (key === null) return
    if (seen.has(key)) ctx.addIssue({ code: 'custom', path, message: 'is there twice' })
    seen.add(key)
  })
}
