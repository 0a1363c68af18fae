import { storable } from './storable-text.ts'

/**
 * JSON that gives Dates back as Dates: each is written as `{"$date": "…"}`, and an object that happens to look like
 * that (or like this) as `{"$object": …}`. Functions and undefined fields are left out, as in any JSON.
 */
export const toTaggedJson = (value: unknown): string => JSON.stringify(tag(value))

/** The inverse of `toTaggedJson`, on parsed JSON. */
export function untag(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untag)
  if (typeof value !== 'object' || value === null) return value
  const fields = value as { readonly $date?: unknown; readonly $object?: unknown }
  if (typeof fields.$date === 'string') return new Date(fields.$date)
  return mapFields(fields.$object ?? value, untag)
}

function tag(value: unknown): unknown {
  if (typeof value === 'string') return storable(value)
  if (value instanceof Date) return { $date: value.toISOString() }
  if (Array.isArray(value)) return value.map(tag)
  if (typeof value !== 'object' || value === null) return value
  const tagged = mapFields(value, tag)
  return '$date' in value || '$object' in value ? { $object: tagged } : tagged
}

const mapFields = (value: object, map: (part: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(value).map(([name, part]) => [name, map(part)]))
