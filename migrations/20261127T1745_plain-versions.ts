import { type Kysely, sql } from 'kysely'

/**
 * No two releases of equal versions: `3.9.13`, `3.9.13.0` and `3.09.13` are one. Where there are two already, the first
 * that was registered stands for both.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table releases add column plain_version text`.execute(db)
  const { rows } = await sql<{ version: string }>`
    select version from releases order by created_at, version`.execute(db)
  const taken = new Set<string>()
  for (const { version } of rows) {
    const plain = plainOf(version)
    if (taken.has(plain)) continue
    taken.add(plain)
    await sql`update releases set plain_version = ${plain} where version = ${version}`.execute(db)
  }
  await sql`create unique index releases_one_spelling on releases (plain_version)`.execute(db)
}

/** As the domain spells versions on the day of this migration. */
function plainOf(version: string): string {
  const dash = version.indexOf('-')
  const withoutZeros = (part: string) => part.replace(/^0+(?=\d+$)/, '')
  const numbers = (dash === -1 ? version : version.slice(0, dash)).split('.').map(withoutZeros)
  const plain = numbers.join('.').replace(/(?:\.0)+$/, '')
  if (dash === -1) return plain
  const suffix = version.slice(dash + 1).split(/[.-]/)
  return `${plain}-${suffix.map(withoutZeros).join('.')}`
}
