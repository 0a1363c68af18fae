import pg from 'pg'

/** Every statement that this process sends to any Postgres while `work` runs, `begin` and `commit` too. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const statements: string[] = []
  const { query } = pg.Client.prototype
  const heard = function (this: pg.Client, first: string | { readonly text: string }, ...rest: unknown[]) {
    statements.push((typeof first === 'string' ? first : first.text).replace(/\s+/g, ' ').trim())
    return Reflect.apply(query, this, [first, ...rest])
  }
  Object.assign(pg.Client.prototype, { query: heard })
  try {
    await work()
  } finally {
    Object.assign(pg.Client.prototype, { query })
  }
  return statements
}
