import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'

/** What may be owed, as the processes tell one another. */
const wakes = ['deliveries', 'starts', 'verifications'] as const
export type Wake = (typeof wakes)[number]

/**
 * One process among those that work on the database: the others see that it lives, and it hears when something is owed.
 */
export type Presence = {
  /** Which process it is, for as long as it lives. */
  readonly worker: number
  /** Wakes the other processes; many calls become one. Losing one loses nothing. */
  wake(what: Wake): void
  /** Hears the others, and everything at once after the connection was lost. */
  onWake(listener: (what: Wake) => void): void
  close(): Promise<void>
}

const channel = 'zerotouch_wake'
/** The first half of the advisory locks that living processes hold; the second is their `worker`. */
const presenceLock = 20_101_124
const reconnectAfter = 500
/** Every NOTIFY is a commit, and those take turns: a roll-out of thousands of changes makes a few. */
const gatherFor = 25

/**
 * Holds one connection that says that this process is there: a lock that ends with it, however it ends.
 * @throws when the database cannot be reached now; later it may go and come back
 */
export async function openPresence(url: string, onError: (error: unknown) => void): Promise<Presence> {
  const worker = randomInt(1, 2 ** 31 - 1)
  const listeners: ((what: Wake) => void)[] = []
  const gathered = new Set<Wake>()
  let client: pg.Client | null = null
  let gathering: Promise<void> | null = null
  let closed = false
  const tell = (what: Wake): void => {
    for (const listener of listeners) listener(what)
  }

  async function connect(): Promise<void> {
    const made = new pg.Client({
      connectionString: url,
      application_name: 'zerotouch presence',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    })
    made.on('error', onError)
    await made.connect()
    made.on('end', () => {
      if (client === made) client = null
      if (!closed) void reconnect()
    })
    const { rows } = await made.query<{ pid: number }>('select pg_backend_pid() as pid')
    made.on('notification', ({ processId, payload }) => {
      const what = wakes.find((each) => each === payload)
      if (what && processId !== rows[0]?.pid) tell(what)
    })
    await made.query(`listen ${channel}`)
    await made.query('select pg_advisory_lock($1, $2)', [presenceLock, worker])
    client = made
  }

  async function reconnect(): Promise<void> {
    while (!closed) {
      await setTimeout(reconnectAfter)
      try {
        await connect()
        for (const what of wakes) tell(what)
        return
      } catch (error) {
        onError(error)
      }
    }
  }

  async function gather(): Promise<void> {
    await setTimeout(gatherFor)
    gathering = null
    const said = [...gathered]
    gathered.clear()
    for (const what of said) await client?.query('select pg_notify($1, $2)', [channel, what]).catch(onError)
  }

  await connect()
  return {
    worker,
    wake(what) {
      gathered.add(what)
      gathering ??= gather()
    },
    onWake: (listener) => void listeners.push(listener),
    async close() {
      closed = true
      await gathering
      await client?.end().catch(onError)
    },
  }
}

/** Whether the process of the column `worker` is there. */
export const isPresent = (worker: ReturnType<typeof sql.ref>) => sql<boolean>`exists (
  select from pg_locks
  where locktype = 'advisory' and classid = ${sql.lit(presenceLock)} and objid = ${worker}::oid and objsubid = 2
    and granted and database = (select oid from pg_database where datname = current_database()))`
