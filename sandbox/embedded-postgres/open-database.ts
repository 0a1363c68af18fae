import pg from 'pg'

const DATABASE = 'zerotouch'

/**
 * Sees that the server on `port` is the one that holds `cluster`, knows the password and has the database.
 *
 * @returns the connection string of the database
 * @throws when it does not answer within five seconds, or is another server
 */
export async function openDatabase(port: number, password: string, cluster: string): Promise<string> {
  const server = `postgres://postgres:${password}@127.0.0.1:${port}`
  const client = new pg.Client({
    connectionString: `${server}/postgres`,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
  })
  // A connection that breaks between two statements is reported here; the next statement says so too.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const held = await client.query<{ data_directory: string }>('show data_directory')
    if (held.rows[0]?.data_directory !== cluster) throw new Error(`port ${port} belongs to another Postgres`)
    const found = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
  return `${server}/${DATABASE}`
}
