import type { Work } from '../../../src/app/ports/work.ts'

type Row = { status: 'owed' | 'doing' | 'done'; dueAt: number; revision: number }

/** What Postgres would say: rows with a status, claimed before anything is done, and a clock that can jump. */
export function makeFakeWork() {
  const rows = {
    delivery: new Map<string, Row>(),
    start: new Map<string, Row>(),
    verification: new Map<string, Row>(),
  }
  const effects: { readonly id: string; readonly at: number }[] = []
  const calls: string[] = []
  const early: string[] = []
  let jumpedMs = 0
  const now = () => Date.now() + jumpedMs

  const due = (kind: keyof typeof rows, limit: number) =>
    [...rows[kind]].filter(([, row]) => row.status === 'owed' && row.dueAt <= now()).slice(0, limit)

  async function perform(kind: keyof typeof rows, id: string): Promise<void> {
    calls.push(id)
    const row = rows[kind].get(id)
    if (row?.status !== 'owed') return
    if (row.dueAt > now()) return void early.push(id)
    row.status = 'doing'
    try {
      await work.effect(id, row)
      if (row.status === 'doing') row.status = 'done'
      effects.push({ id, at: now() })
    } catch (error) {
      row.status = 'owed'
      throw error
    }
  }

  const work = {
    effects,
    calls,
    /** Starts that came before their time. */
    early,
    now,
    jump(milliseconds: number) {
      jumpedMs += milliseconds
    },
    owe(kind: keyof typeof rows, id: string, inMs = 0, revision = 1) {
      rows[kind].set(id, { status: 'owed', dueAt: now() + inMs, revision })
    },
    row: (kind: keyof typeof rows, id: string) => rows[kind].get(id),
    left: () =>
      Object.values(rows)
        .flatMap((kind) => [...kind.values()])
        .filter(({ status }) => status !== 'done').length,
    /** What doing a row means; replaced by tests. Leaving the row in another status than `doing` keeps that status. */
    effect: async (_id: string, _row: Row): Promise<void> => undefined,
    tick: async (): Promise<void> => undefined,
    untilDue: async (): Promise<number | null> => {
      const ahead = [...rows.delivery.values()]
        .filter(({ status, dueAt }) => status === 'owed' && dueAt > now())
        .map(({ dueAt }) => dueAt - now())
      return ahead.length > 0 ? Math.min(...ahead) : null
    },
    dueDeliveries: async (limit: number) =>
      due('delivery', limit).map(([id, { revision }]) => ({ id, attempt: revision })),
    dueVerifications: async (limit: number) => due('verification', limit).map(([id]) => ({ id, attempt: 1 })),
    dueStarts: async (limit: number) =>
      [...rows.start]
        .filter(([, row]) => row.status === 'owed' && row.dueAt <= now() + 300_000)
        .slice(0, limit)
        .map(([id, row]) => ({ id, revision: row.revision, inMs: row.dueAt - now() })),
    sendDeliveries: async (ids: readonly string[]) => {
      const done = await Promise.allSettled(ids.map((id) => perform('delivery', id)))
      for (const one of done) if (one.status === 'rejected') throw one.reason
    },
    startUpdate: (id: string) => perform('start', id),
    runVerification: (id: string) => perform('verification', id),
  } satisfies Work & Record<string, unknown>
  return work
}

export type FakeWork = ReturnType<typeof makeFakeWork>
