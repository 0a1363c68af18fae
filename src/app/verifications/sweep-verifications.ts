import { currentRelease } from '../../domain/releases/release.ts'
import { after, hour, isBefore, minute } from '../../domain/time/span.ts'
import type { Sweep } from '../ports/agenda.ts'
import { change } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import { catchUp } from './catch-up.ts'
import { giveUpTry } from './give-up-try.ts'
import { scheduleOwed } from './schedule-owed.ts'

const batchSize = 200
/** How often it is looked whether somebody was forgotten; nobody waits for it who has just been put on file. */
const forgottenEvery = 15 * minute

/**
 * What time brings to verifications: a runner silent for `VERIFY_TIMEOUT` loses its try, and clients that were left out
 * by then are taken in: new ones, and those that have become reachable or whose windows have opened.
 * @param hasRunner without one nobody but the pipeline takes up what is to be tried again, so it is looked after too
 */
export function makeSweepVerifications(ports: Ports, hasRunner: boolean): Sweep {
  let lookedAt: Date | null = null
  return async ({ goAheads, verifying }) => {
    const now = ports.clock.now()
    if (goAheads) await letGoOn(ports)
    if (verifying) await giveUpSilent(ports, hasRunner, now)
    if (lookedAt !== null && isBefore(now, after(lookedAt, forgottenEvery)) && !isBefore(now, lookedAt)) return
    lookedAt = now
    await takeInForgotten(ports)
  }
}

/** What a decision about many clients, or a crash after one, has left to do. */
async function letGoOn(ports: Ports): Promise<void> {
  const owing = await ports.withoutTransaction((tx) => tx.verifications.owingGoAhead(batchSize))
  await scheduleOwed(
    ports,
    owing.map(({ id }) => id),
    (id, error) => notLookedAfter(ports, id, error),
  )
}

async function giveUpSilent(ports: Ports, hasRunner: boolean, now: Date): Promise<void> {
  const since = after(now, -ports.rules.verification.timeoutHours * hour)
  const silent = await ports.withoutTransaction((tx) => tx.verifications.silentSince(since, !hasRunner, batchSize))
  for (const { id, revision } of silent) {
    await tolerant(ports, id, () =>
      change(ports, async (tx) => {
        const verification = await tx.verifications.lock(id)
        // Whatever was heard meanwhile is another revision.
        if (verification?.revision !== revision) return
        await giveUpTry(tx, verification, { kind: 'silence' }, now)
      }),
    )
  }
  if (silent.length > 0) ports.wake('verifications')
}

async function takeInForgotten(ports: Ports): Promise<void> {
  const release = currentRelease(await ports.withoutTransaction((tx) => tx.releases.list()))
  let last: string | null = ''
  while (release && last !== null) {
    const from: string = last
    const clients = await ports.withoutTransaction((tx) => tx.verifications.forgotten(release.version, from, batchSize))
    for (const id of clients) await tolerant(ports, id, () => catchUp(ports, id))
    last = clients.length === batchSize ? (clients.at(-1) ?? null) : null
  }
}

/** One bad row holds up no other. */
async function tolerant(ports: Ports, id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    notLookedAfter(ports, id, error)
  }
}

const notLookedAfter = (ports: Ports, id: string, error: unknown): void =>
  ports.logger.error({ err: error, id }, 'could not look after a verification; it is tried again later')
