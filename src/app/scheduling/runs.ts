/** @returns those in a row that are plain together, each of the others alone, in their order */
export function runsOf(ids: readonly string[], isPlain: (id: string) => boolean): string[][] {
  const runs: string[][] = []
  let plain: string[] | undefined
  for (const id of ids) {
    if (isPlain(id) && plain) plain.push(id)
    else runs.push([id])
    plain = isPlain(id) ? runs.at(-1) : undefined
  }
  return runs
}
