import { sql } from 'kysely'
import type { Connection } from '../plumbing/database.ts'

/** How far the sandbox's clock is ahead of the real one, in milliseconds, for every process. */
export type SandboxClockRepository = {
  read(): Promise<number>
  /** Moves it ahead to `offsetMs`, never back. @returns where it is then */
  advanceTo(offsetMs: number): Promise<number>
  advanceBy(ms: number): Promise<number>
}

export function makeSandboxClockRepository(db: Connection): SandboxClockRepository {
  const move = async (to: ReturnType<typeof sql<number>>): Promise<number> => {
    const moved = db.updateTable('sandbox_clock').set({ offset_ms: to }).returning('offset_ms')
    return (await moved.executeTakeFirstOrThrow()).offset_ms
  }
  return {
    async read() {
      const row = db.selectFrom('sandbox_clock').select('offset_ms')
      return (await row.executeTakeFirstOrThrow()).offset_ms
    },
    advanceTo: (offsetMs) => move(sql<number>`greatest(offset_ms, ${Math.round(offsetMs)}::bigint)`),
    advanceBy: (ms) => move(sql<number>`offset_ms + greatest(0, ${Math.round(ms)}::bigint)`),
  }
}
