import { type Selectable, sql } from 'kysely'
import type { SeenBy } from '../../../app/ports/stores/seen-ports.ts'
import type { Standings, SystemStanding } from '../../../app/ports/stores/standing-ports.ts'
import type { Environment } from '../../../domain/people/system.ts'
import type { LiveState } from '../../../domain/updates/outcome.ts'
import type { Update } from '../../../domain/updates/update.ts'
import type { Connection } from '../plumbing/database.ts'
import { dated, type JsonRow } from '../plumbing/dated.ts'
import { formatId } from '../plumbing/ids.ts'
import type { Tables } from '../tables/tables.ts'
import { openRequest, type RequestRow, toRequest } from './request-rows.ts'
import { toUpdate, type UpdateRow } from './update-rows.ts'
import { currentFirst, ended, lastFirst } from './which-update.ts'

type SeenRow = Selectable<Tables['seen']>
type Row = {
  readonly environment: Environment
  readonly current: JsonRow<UpdateRow> | null
  readonly last: JsonRow<UpdateRow> | null
  readonly live: (LiveState & { readonly update: number }) | null
  readonly request: JsonRow<RequestRow> | null
  readonly seen: readonly JsonRow<SeenRow>[] | null
}

export const makeStandings = (db: Connection): Standings => ({
  async of(client) {
    const { rows } = await sql<Row>`
      select s.environment, to_jsonb(current) as current, to_jsonb(last) as last, to_jsonb(live) as live,
        to_jsonb(asked) as request,
        (select jsonb_agg(seen order by seen.at, seen.person) from seen where seen.update = current.id) as seen
      from systems s
      left join lateral (
        select * from updates where client = s.client and environment = s.environment
        order by ${currentFirst} limit 1) current on true
      left join lateral (
        select * from updates where client = s.client and environment = s.environment and ${ended}
        order by ${lastFirst} limit 1) last on true
      left join live_states live on live.update = last.id
      left join lateral (
        select * from urgent_requests where client = s.client and environment = s.environment and ${openRequest}
      ) asked on true
      where s.client = ${client}
      order by s.environment`.execute(db)
    return rows.map(toStanding)
  },
})

const toStanding = ({ environment, current, last, live, request, seen }: Row): SystemStanding => ({
  environment,
  update: current && updateOf(current),
  last: last && {
    update: updateOf(last),
    live: live && { version: live.version, restored: live.restored, up: live.up },
  },
  seen: (seen ?? []).map(seenBy),
  request: request && toRequest(dated(request, { requested_at: true, wished_at: true, starts_at: true })),
})

const updateOf = (row: JsonRow<UpdateRow>): Update =>
  toUpdate(
    dated(row, {
      starts_at: true,
      first_start: true,
      deadline: true,
      held_at: true,
      handed_over_at: true,
      finished_at: true,
      created_at: true,
      updated_at: true,
    }),
  )

function seenBy(row: JsonRow<SeenRow>): SeenBy {
  const { update, person: id, name, at, way } = dated(row, { at: true })
  return { update: formatId('U', update), id, name, at, way }
}
