import { storable } from './storable-text.ts'

/** JSON for a `jsonb` column. pg would take an array for a Postgres one, so every value is written out here. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part))
