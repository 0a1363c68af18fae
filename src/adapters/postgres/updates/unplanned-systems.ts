import { sql } from 'kysely'

/**
 * The systems of a verified client (`v`) on which the release is still to be planned: they run something else, nothing is
 * under way on them, and the release was never planned there, or has failed.
 */
export const unplannedSystems = sql`
  select from systems s where s.client = v.client and s.version is distinct from v.release and not exists (
    select from updates u where u.client = s.client and u.environment = s.environment and (
      u.status in ('scheduled', 'held', 'updating', 'stalled') or (u.release = v.release and u.status <> 'failed')))`

/** Whether something of the release may be left to plan at a client whose copy passed with it (`v`). */
export const owingPlans = sql`
  (v.status = 'passed' and (
    exists (
      select from systems s
      where s.client = v.client and s.version is distinct from v.release and not exists (
        select from updates u where u.client = s.client and u.environment = s.environment
          and u.release = v.release and u.status in ('scheduled', 'held', 'updating', 'stalled')))
    or exists (
      select from urgent_requests asked
      where asked.client = v.client and asked.release = v.release and asked.status = 'accepted')))`
