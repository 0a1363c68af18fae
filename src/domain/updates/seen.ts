import type { Identity } from '../people/actor.ts'

/**
 * @param seen who has seen which update, who was first first
 * @returns those who have seen all of these updates, each once; nobody where there are none
 */
export function haveSeenAll(
  updates: readonly string[],
  seen: readonly (Identity & { readonly update: string })[],
): Identity[] {
  const names = new Map(seen.map(({ id, name }) => [id, name]))
  return [...names].flatMap(([id, name]) =>
    updates.length > 0 && updates.every((update) => seen.some((one) => one.id === id && one.update === update))
      ? { id, name }
      : [],
  )
}
