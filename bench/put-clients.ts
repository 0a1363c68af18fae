import { sql } from 'kysely'
import { isZone } from '../src/domain/time/zone.ts'
import { pipeline, receivedReport } from '../tests/support/cast.ts'
import { type BenchHouse, noon } from './bench-house.ts'

/** Forty zones around the world, as clients of a learning environment have them. */
const zones = `America/Toronto America/New_York America/Chicago America/Denver America/Los_Angeles America/Halifax
  America/St_Johns America/Mexico_City America/Bogota America/Lima America/Santiago America/Sao_Paulo
  America/Argentina/Buenos_Aires Europe/London Europe/Dublin Europe/Lisbon Europe/Madrid Europe/Paris Europe/Berlin
  Europe/Rome Europe/Warsaw Europe/Athens Europe/Helsinki Europe/Istanbul Africa/Cairo Africa/Lagos Africa/Nairobi
  Africa/Johannesburg Asia/Dubai Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Bangkok Asia/Singapore Asia/Hong_Kong
  Asia/Tokyo Australia/Perth Australia/Sydney Australia/Lord_Howe Pacific/Auckland`
  .split(/\s+/)
  .filter(isZone)

/**
 * So many clients on file, each with two systems, one administrator and a channel, and with a copy that has been found
 * healthy: all that is left is to schedule them. @returns the ids of their verifications
 */
export async function putHealthyClients({ db, app }: BenchHouse, clients: number): Promise<string[]> {
  const notesUrl = 'https://vendor.example/notes'
  await app.registerRelease({ version: '3.9.12', kind: 'regular', notesUrl }, pipeline)
  await app.judgeRelease('3.9.12', receivedReport(20), pipeline)
  const statements = [
    sql`insert into clients select 'c-' || n, 'College ' || n, (${zones}::text[])[1 + n % ${sql.lit(zones.length)}],
      array['SUN 01:00-05:00'], '{}', '{}', 1, ${noon}, ${noon} from generate_series(1, ${sql.lit(clients)}) n`,
    sql`insert into systems select id, environment, '3.9.11', null
      from clients, unnest(array['production', 'staging']) environment`,
    sql`insert into administrators select id, id || '-ann', 'Ann', id || '@college.example', 0 from clients`,
    sql`insert into places (kind, key, address, client, administrator)
      select 'mailbox', 'mailbox ' || id, jsonb_build_object('kind', 'mailbox', 'email', id || '@college.example', 'name', 'Ann'),
        id, id || '-ann' from clients`,
    sql`insert into places (kind, key, address, client)
      select 'channel', 'channel ' || id, jsonb_build_object('kind', 'channel', 'platform', 'slack', 'workspace', 'T1',
        'channel', 'C' || id), id from clients`,
    sql`insert into places (kind, key, address, client)
      select 'inbox', 'inbox ' || client || ' ' || environment, jsonb_build_object('kind', 'inbox', 'client', client,
        'environment', environment), client from systems`,
    sql`insert into verifications (client, release, status, urgent, requested_at, due_at, heard_at, go_ahead_owed)
      select id, '3.9.12', 'passed', false, ${noon}, ${noon}, ${noon}, true from clients`,
    sql`analyze`,
  ]
  for (const statement of statements) await statement.execute(db)
  const { rows } = await sql<{ id: string }>`select 'V-' || id as id from verifications order by id`.execute(db)
  return rows.map(({ id }) => id)
}
