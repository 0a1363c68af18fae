import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { ActorStamp } from '../../../domain/people/actor.ts'
import type { Environment } from '../../../domain/people/system.ts'
import type { Way } from '../../../domain/people/way.ts'
import type { ReleaseKind } from '../../../domain/releases/release.ts'
import type { Freeze } from '../../../domain/updates/freeze.ts'
import type { HoldCause } from '../../../domain/updates/hold.ts'
import type { Incident } from '../../../domain/updates/incident.ts'
import type { Update, UpdateStatus } from '../../../domain/updates/update.ts'
import type { UrgentRequestStatus } from '../../../domain/updates/urgent-request.ts'

export type UpdateTables = {
  /** Kept in step with `updates` by Postgres itself. */
  slots: {
    starts_at: Date
    taken: number
  }
  updates: {
    id: GeneratedAlways<number>
    client: string
    environment: Environment
    release: string
    kind: ReleaseKind
    status: UpdateStatus
    starts_at: Date
    zone: string
    expected_minutes: number
    first_start: Date
    deadline: Date
    chosen_by: Update['chosenBy']
    cancelled_by: Update['cancelledBy']
    hold: HoldCause | null
    reason: string | null
    inside: string | null
    held_at: Date | null
    handed_over_at: Date | null
    finished_at: Date | null
    calendar_of: number | null
    calendar_base: Generated<number>
    revision: number
    created_at: Date
    updated_at: Date
  }
  seen: {
    update: number
    person: string
    name: string
    at: Date
    way: JSONColumnType<Way>
  }
  live_states: {
    update: number
    version: string | null
    restored: boolean | null
    up: boolean | null
  }
  incidents: {
    update: number
    position: GeneratedAlways<number>
    opened_at: Date
    status: Incident['status']
    claimed_by: JSONColumnType<ActorStamp> | null
    settled_by: JSONColumnType<ActorStamp> | null
    settled_at: Date | null
    note: string | null
    revision: number
  }
  urgent_requests: {
    id: GeneratedAlways<number>
    client: string
    environment: Environment
    release: string
    reason: string
    wished_at: Date | null
    status: UrgentRequestStatus
    requested_by: JSONColumnType<ActorStamp>
    requested_at: Date
    claimed_by: JSONColumnType<ActorStamp> | null
    decided_by: JSONColumnType<ActorStamp> | null
    decision: string | null
    starts_at: Date | null
    update: number | null
    revision: number
  }
  freezes: {
    id: GeneratedAlways<number>
    scope: Freeze['scope']
    client: string | null
    starts_at: Date
    ends_at: Date
    reason: string | null
    inside: string | null
    created_at: Date
  }
}
