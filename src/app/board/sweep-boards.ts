import { releaseStanding } from '../../domain/notices/standing.ts'
import { after } from '../../domain/time/span.ts'
import { showsOf } from '../../notices/card/shows.ts'
import { renderBoard } from '../drawing/render-board.ts'
import type { Sweep } from '../ports/agenda.ts'
import type { Ports, Tx } from '../ports/ports.ts'

/** A message of a roll-out is edited no more often than this, however many clients move meanwhile. */
const lookEvery = 5_000

/**
 * Keeps the one message that each roll-out has in the ops channel true. It is looked at, not told: what 10,000 clients
 * do in five seconds is one edit, and no change can be missed, since what stands there is compared with what is so.
 */
export const makeSweepBoards =
  (ports: Ports): Sweep =>
  async () => {
    const now = ports.clock.now()
    const taken = await ports.withoutTransaction((tx) => tx.boards.take(after(now, -lookEvery), now))
    let owed = false
    for (const version of taken) if (await look(ports, version, now)) owed = true
    if (owed) ports.wake('deliveries')
  }

async function look(ports: Ports, version: string, now: Date): Promise<boolean> {
  try {
    return await ports.inTransaction((tx) => redraw(tx, ports, version, now))
  } catch (error) {
    await ports.withoutTransaction((tx) => tx.boards.lookAgain(version))
    throw error
  }
}

async function redraw(tx: Tx, ports: Ports, version: string, now: Date): Promise<boolean> {
  const release = await tx.releases.find(version)
  const ops = (await tx.places.around(null)).find(
    ({ room, gone, address }) => room === 'ops' && !gone && address.kind === 'channel',
  )
  if (!release || !ops) return false
  const standing = releaseStanding(version)
  const { isOnItsWay, shows } = await tx.boards.standing(ops.id, standing)
  if (isOnItsWay) {
    await tx.boards.lookAgain(version)
    return false
  }
  if (shows === showsOf(await renderBoard(tx, ports, release))) return false
  // A channel that became the room later has none yet.
  const mode = shows === null ? 'post' : 'edit'
  const notice = { kind: 'release-redrawn', client: null, facts: { release: version } } as const
  await tx.notices.owe([{ notice, owed: [{ place: ops.id, mode, standing, suppressed: null }] }], now)
  return true
}
