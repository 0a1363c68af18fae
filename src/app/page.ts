/** One page of a list, and where the next one begins; null on the last. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null }
export type PageRequest = { readonly after: string | null; readonly limit: number }
