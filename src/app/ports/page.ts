/** One page of a list, and where the next one begins; null on the last. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null }
/** What a list is narrowed to: one of something, or any of several. */
export type OneOrSome<T> = T | readonly T[]

export type PageRequest = { readonly after: string | null; readonly limit: number }
