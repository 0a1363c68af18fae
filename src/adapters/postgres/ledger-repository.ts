import type { Ledger } from '../../app/ledger-ports.ts'
import type { Notice } from '../../domain/notice.ts'
import type { Connection } from './database.ts'
import { formatId } from './ids.ts'
import { pageOf, readCursor, writeCursor } from './pages.ts'
import { toPlace } from './places-repository.ts'

export const makeLedger = (db: Connection): Ledger => ({
  async ofClient(client, withRooms, page) {
    let query = db
      .selectFrom('notices')
      .innerJoin('deliveries', 'deliveries.notice', 'notices.id')
      .innerJoin('places', 'places.id', 'deliveries.place')
      .select([
        ...(['deliveries.id', 'mode', 'status', 'reason', 'attempts', 'due_at', 'finished_at'] as const),
        ...(['notices.id as number', 'notices.kind', 'notices.client', 'facts', 'noted_at'] as const),
        ...(['places.id as place', 'address', 'room', 'administrator', 'linked', 'gone_reason'] as const),
        'places.client as place_client',
      ])
      .where('notices.client', '=', client)
      .orderBy('notices.id', 'desc')
      .orderBy('deliveries.id', 'desc')
      .limit(page.limit + 1)
    if (!withRooms) query = query.where('places.room', 'is', null)
    if (page.after !== null)
      query = query.where('deliveries.id', '<', readCursor('deliveries', 'number', page.after))
    return pageOf(
      await query.execute(),
      page,
      (row) => ({
        id: formatId('D', row.id),
        // The kind names the type of the facts, here as in the notice that was written.
        notice: { kind: row.kind, client: row.client, facts: row.facts } as Notice,
        notedAt: row.noted_at,
        noticeNumber: row.number,
        place: toPlace({ ...row, id: row.place, client: row.place_client }),
        ...{ mode: row.mode, status: row.status, reason: row.reason, attempts: row.attempts },
        dueAt: row.due_at,
        finishedAt: row.finished_at,
      }),
      ({ id }) => writeCursor('deliveries', id),
    )
  },
})
