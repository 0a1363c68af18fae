import { setTimeout } from 'node:timers/promises'
import type { AppClock } from './app-clock.ts'
import type { SlackPerson } from './fakes/slack-person.ts'
import type { SeededRandom } from './faults/seeded-random.ts'
import type { Client } from './fixtures.ts'
import { inParallel } from './persist.ts'
import type { Pipeline, UpdateSeen } from './pipeline.ts'

export type LoadParts = {
  readonly clients: readonly Client[]
  readonly pipeline: Pipeline
  readonly people: SlackPerson
  readonly clock: AppClock
  readonly random: SeededRandom
  /** The first release has been rolled out to everybody: from now on the server, too, may be killed. */
  onRolledOut(): void
}

const hour = 3_600_000
const concurrency = 8
/** Real milliseconds given to what a jump of the clock made due. */
const breath = 800
/** Clients whose reports come in together. */
const wave = 6

/** Puts the clients on file and publishes the first release. */
export async function startLoad({ clients, pipeline }: LoadParts): Promise<void> {
  await inParallel(clients, concurrency, ({ id, document }) => pipeline.putClient(id, document))
  await pipeline.publish(versionOf(1))
}

/** Rolls out one release after the other, and has people move and cancel and the clock jump to the starts, until told to stop. */
export async function runLoad(parts: LoadParts, isOver: () => boolean): Promise<void> {
  const { clients, pipeline, onRolledOut } = parts
  // The first is reported on by all copies at once, so that there is much to be told from the beginning.
  await inParallel(clients, concurrency, ({ id }) => pipeline.report(id, versionOf(1)))
  onRolledOut()
  for (let round = 1; !isOver(); round += 1) {
    if (round > 1) await pipeline.publish(versionOf(round))
    await rollOut(parts, versionOf(round), isOver)
  }
}

const versionOf = (round: number): string => `4.${round}.0`

/** A few clients after the other: their reports come in, their people meddle, and the clock jumps to what starts next. */
async function rollOut(parts: LoadParts, version: string, isOver: () => boolean): Promise<void> {
  const { clients, pipeline } = parts
  for (let from = 0; from < clients.length && !isOver(); from += wave) {
    await inParallel(clients.slice(from, from + wave), wave, async (client) => {
      if (isOver()) return
      await pipeline.report(client.id, version)
      for (const update of await pipeline.updates(`client=${client.id}&status=scheduled`))
        if (!isOver()) await meddle(parts, client, update)
    })
    if (!isOver()) await jump(parts)
  }
  while (!isOver() && (await jump(parts)));
  for (const { id } of await pipeline.updates('status=stalled')) await pipeline.sayUpdated(id)
}

/** @returns whether there was a start to jump to */
async function jump({ pipeline, clock }: LoadParts): Promise<boolean> {
  const waiting = await pipeline.updates('status=scheduled')
  const [first] = waiting.map(({ startsAt }) => startsAt).sort()
  if (first === undefined) return false
  await clock.moveTo(new Date(first))
  await setTimeout(breath)
  return true
}

/** People leave it, move it, move it back and forth, or cancel it and take that back. */
async function meddle({ people, random }: LoadParts, { person }: Client, update: UpdateSeen): Promise<void> {
  const system = `${update.client}/${update.environment}`
  const seen = (revision: number) => `${update.id}@${revision}`
  const move = (hours: number, revision: number) => {
    const startsAt = new Date(Date.parse(update.startsAt) + hours * hour).toISOString()
    return people.submit(person, 'reschedule', { system, seen: seen(revision), startsAt, confirmed: 'yes' })
  }
  const { revision } = update
  switch (random.pick(['leave', 'move', 'move', 'move-twice', 'cancel', 'look'])) {
    case 'move':
      return move(1, revision)
    case 'move-twice':
      await move(2, revision)
      return move(1, revision + 1)
    case 'cancel':
      return people.submit(person, 'cancel', { system, seen: seen(revision) }, { reason: 'exams' })
    case 'look':
      return people.type(person, `status ${system}`)
  }
}
