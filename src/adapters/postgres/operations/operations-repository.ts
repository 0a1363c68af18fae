import { sql } from 'kysely'
import type { Operations, SystemState } from '../../../app/ports/stores/operations-ports.ts'
import type { VerificationStatus } from '../../../domain/findings/verification.ts'
import type { Environment } from '../../../domain/people/system.ts'
import type { SlotStarts } from '../../../domain/time/days-of-starts.ts'
import type { HoldCause } from '../../../domain/updates/hold.ts'
import { insideText } from '../../../domain/updates/inside-text.ts'
import type { UpdateStatus } from '../../../domain/updates/update.ts'
import { placesInTrouble } from '../clients/places-in-trouble.ts'
import type { Connection } from '../plumbing/database.ts'
import { formatId } from '../plumbing/ids.ts'

export const makeOperations = (db: Connection): Operations => ({
  placesInTrouble: (times, limit) => placesInTrouble(db, times, limit),
  async startsBySlot(from, to) {
    const { rows } = await sql<SlotStarts & { readonly slot: Date }>`
      select date_bin('15 minutes', starts_at, 'epoch'::timestamptz) as slot,
        (count(*) filter (where status <> 'held'))::integer as systems,
        (count(*) filter (where status = 'held'))::integer as held
      from updates
      where status in ('scheduled', 'held', 'updating', 'stalled') and starts_at >= ${from} and starts_at < ${to}
      group by slot`.execute(db)
    return new Map(rows.map(({ slot, systems, held }) => [slot.getTime(), { systems, held }]))
  },
  async clientStates(release, { text, after, limit }) {
    const like = text === null ? null : `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    const { rows } = await sql<StateRow>`
      select c.id as client, c.name, c.zone, v.id as verification, v.status,
        (select coalesce(json_agg(json_build_object('environment', s.environment, 'version', s.version,
            'update', u.id, 'status', u.status, 'startsAt', u.starts_at,
            'hold', u.hold, 'reason', u.reason, 'inside', u.inside) order by s.environment), '[]')
          from systems s left join lateral (
            select id, status, starts_at, hold, reason, inside from updates
            where client = s.client and environment = s.environment and release = ${release}
            order by id desc limit 1) u on true
          where s.client = c.id) as systems
      from clients c
      left join verifications v on v.client = c.id and v.release = ${release} and v.status <> 'obsolete'
      where (${like}::text is null or c.id ilike ${like} or c.name ilike ${like})
        and (${after}::text is null or c.id > ${after})
      order by c.id limit ${limit}`.execute(db)
    return rows.map(({ client, name, zone, verification, status, systems }) => ({
      client,
      name,
      zone,
      verification: verification !== null && status ? { id: formatId('V', verification), status } : null,
      systems: systems.map(toSystemState),
    }))
  },
})

type StateRow = {
  readonly client: string
  readonly name: string
  readonly zone: string
  readonly verification: number | null
  readonly status: VerificationStatus | null
  readonly systems: readonly SystemRow[]
}

type SystemRow = {
  readonly environment: Environment
  readonly version: string | null
  readonly update: number | null
  readonly status: UpdateStatus | null
  readonly startsAt: string | null
  readonly hold: HoldCause | null
  readonly reason: string | null
  readonly inside: string | null
}

const toSystemState = ({ environment, version, update, status, startsAt, ...why }: SystemRow): SystemState => ({
  environment,
  version,
  update:
    update !== null && status && startsAt
      ? { id: formatId('U', update), status, startsAt: new Date(startsAt), ...whyOf(why) }
      : null,
})

const whyOf = ({ hold, reason, inside }: Pick<SystemRow, 'hold' | 'reason' | 'inside'>) => ({
  hold,
  reason,
  inside: insideText(inside),
})
