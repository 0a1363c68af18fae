import { sql } from 'kysely'
import type { NoticeKind } from '../../src/notices/kinds/notice.ts'
import type { World } from './world.ts'

type UpdateNotice = Extract<NoticeKind, `update-${string}`>

/**
 * Who hears of what is done to an update, which the audit and the notices call alike: everybody (the client's mailbox,
 * inbox and channel), or only some, as the audience table says. What is not `done` to it stands in no audit. A new kind
 * without a row here fails the type check.
 */
const heardBy: Readonly<Record<UpdateNotice, 'everybody' | 'some' | 'not-done'>> = {
  'update-rescheduled': 'everybody',
  'update-restored': 'everybody',
  'update-cancelled': 'everybody',
  'update-held': 'everybody',
  'update-resumed': 'everybody',
  'update-started': 'everybody',
  'update-finished': 'everybody',
  'update-failed': 'everybody',
  'update-stalled': 'everybody',
  'update-overran': 'some',
  'update-checked': 'not-done',
}
const listOf = (kinds: readonly string[]) => sql.join(kinds.map((kind) => sql.lit(kind)))
const kinds = Object.keys(heardBy) as UpdateNotice[]
const changes = listOf([
  ...kinds.filter((kind) => heardBy[kind] !== 'not-done'),
  'update-scheduled',
  'urgent-scheduled',
])
const toEverybody = listOf(kinds.filter((kind) => heardBy[kind] === 'everybody'))

/**
 * Everything that was done is told in one notice, and nothing is told that was not done. A hold is told when its start is
 * near: one that ended before was told to nobody, nor was its end.
 */
export async function toldAsDone({ db }: World): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    with done as (
      select action, subject, count(*) as times from audit
      where action in (${changes})
      group by action, subject
    ), said as (
      select kind as action, facts ->> 'update' as subject from notices
      where kind in (${changes})
      union all
      select 'update-scheduled', start ->> 'update' from notices, jsonb_array_elements(facts -> 'starts') start
      where kind = 'updates-scheduled'
      union all
      select 'update-held', held ->> 'update' from notices, jsonb_array_elements(facts -> 'held') held
      where kind = 'verification-blocked'
    ), told as (
      select action, subject, count(*) as times from said group by action, subject
    )
    select format('%s of %s was done %s times and told %s times', coalesce(done.action, told.action),
      coalesce(done.subject, told.subject), coalesce(done.times, 0), coalesce(told.times, 0)) as what
    from done full join told using (action, subject)
    where done.times is distinct from told.times
      and not (action in ('update-held', 'update-resumed') and coalesce(told.times, 0) < done.times)`.execute(db)
  return rows.map(({ what }) => what)
}

/** Each notice owes its client's places one row each: the mailbox, the inbox, and in the channel a word and a redrawing. */
export async function owedOnce({ db }: World): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select format('%s of %s owes %s mails, %s inbox notices and %s in the channel', n.kind, n.facts ->> 'update',
      count(*) filter (where p.kind = 'mailbox'), count(*) filter (where p.kind = 'inbox'),
      count(*) filter (where p.kind = 'channel' and p.room is null)) as what
    from notices n left join deliveries d on d.notice = n.id left join places p on p.id = d.place
    where n.kind in (${toEverybody})
    group by n.id
    having count(*) filter (where p.kind = 'mailbox') <> 1 or count(*) filter (where p.kind = 'inbox') <> 1
      or count(*) filter (where p.kind = 'channel' and p.room is null) <> 2`.execute(db)
  return rows.map(({ what }) => what)
}

/** What happens to staging is mailed to nobody, and what happens to production is (DESIGN 2.6). */
export async function stagingUnmailed({ db }: World): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select format('%s of %s is mailed although it is staging, or not although it is production', n.kind,
      n.facts ->> 'update') as what
    from notices n join deliveries d on d.notice = n.id join places p on p.id = d.place
    where n.kind in (${toEverybody}) and p.kind = 'mailbox'
      and (d.status = 'suppressed') <> (n.facts ->> 'environment' = 'staging')`.execute(db)
  return rows.map(({ what }) => what)
}
