import { minute } from '../../domain/time/span.ts'

/** Waits between tries: 1, 2, 4 … seconds, at most 5 minutes. A platform's own word (Retry-After) goes first. */
const longestWait = 5 * minute

/** @returns milliseconds until a delivery is tried again that was tried so often */
export const backoff = (attempts: number): number => Math.min(longestWait, 1000 * 2 ** Math.min(attempts - 1, 20))
