import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Connection, Database } from '../plumbing/database.ts'
import { formatId } from '../plumbing/ids.ts'

/** The first row that is not as it was written: `A-17`, or what is gone `before` it, where nothing else is left of that. */
export type Tampered = {
  readonly id: string
  readonly what: 'changed' | 'removed' | 'inserted'
  readonly before: boolean
}

export type AuditVerdict = {
  readonly first: Tampered | null
  readonly rows: number
  /** Rows that are not chained yet: the seal follows within a minute. */
  readonly unsealed: number
  /** The end of the chain, to be kept elsewhere: `1234:ab12…`; null while nothing is chained. */
  readonly head: string | null
  /** Whether a head that was kept is still in the chain; null where none was asked for. */
  readonly headFound: boolean | null
}

type Link = {
  readonly seq: number
  readonly entry: number
  readonly hash: Buffer
  /** Of the row as it is now; null when it is gone. */
  readonly digest: Buffer | null
}
type Suspect = Omit<Tampered, 'id'> & { readonly entry: number }

const batchSize = 5_000

/**
 * Goes through the whole audit: each link of the chain is computed anew from the one before it and from its row as it is
 * now, and no row may be there that the database did not put down for sealing. All of it is read as of one moment.
 * @param kept a head that was kept before, to see that nobody made the chain anew
 */
export const verifyAudit = (db: Database, kept: string | null = null): Promise<AuditVerdict> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const suspects: Suspect[] = []
      let last: Link | null = null
      let headFound = false
      for await (const link of chain(tx)) {
        const suspect = judge(last, link)
        if (suspect) suspects.push(suspect)
        headFound ||= nameOf(link) === kept
        last = link
      }
      const waiting = await sql<{ entry: number; here: boolean; same: boolean | null }>`
        select waits.entry, audit.id is not null as here, audit_digest(audit) = waits.digest as same
        from audit_unsealed waits left join audit on audit.id = waits.entry order by waits.entry`.execute(tx)
      for (const { entry, here, same } of waiting.rows)
        if (!here || !same) suspects.push({ entry, what: here ? 'changed' : 'removed', before: false })
      const strangers = await sql<{ id: number }>`
        select id from audit
        where not exists (select from audit_chain chain where chain.entry = audit.id)
          and not exists (select from audit_unsealed waits where waits.entry = audit.id)
        order by id limit 1`.execute(tx)
      suspects.push(...strangers.rows.map(({ id }) => ({ entry: id, what: 'inserted' as const, before: false })))
      const [first] = suspects.toSorted((a, b) => a.entry - b.entry)
      return {
        first: first ? { id: formatId('A', first.entry), what: first.what, before: first.before } : null,
        rows: (last?.seq ?? 0) + waiting.rows.length,
        unsealed: waiting.rows.length,
        head: last && nameOf(last),
        headFound: kept === null ? null : headFound,
      }
    })

async function* chain(tx: Connection): AsyncGenerator<Link, void, undefined> {
  for (let from = 0; ; ) {
    const { rows } = await sql<Link>`
      select chain.seq, chain.entry, chain.hash, case when audit.id is not null then audit_digest(audit) end as digest
      from audit_chain chain left join audit on audit.id = chain.entry
      where chain.seq > ${from} order by chain.seq limit ${batchSize}`.execute(tx)
    yield* rows
    if (rows.length < batchSize) return
    from = rows.at(-1)?.seq ?? from
  }
}

function judge(before: Link | null, link: Link): Suspect | null {
  if (!link.digest) return { entry: link.entry, what: 'removed', before: false }
  if (link.seq !== (before?.seq ?? 0) + 1) return { entry: link.entry, what: 'removed', before: true }
  const hash = createHash('sha256')
    .update(before?.hash ?? Buffer.alloc(0))
    .update(int8(link.seq))
    .update(int8(link.entry))
    .update(link.digest)
    .digest()
  return hash.equals(link.hash) ? null : { entry: link.entry, what: 'changed', before: false }
}

const nameOf = ({ seq, hash }: Link): string => `${seq}:${hash.toString('hex')}`

/** As Postgres' `int8send` writes it: eight bytes, the highest first. */
function int8(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(value))
  return bytes
}
