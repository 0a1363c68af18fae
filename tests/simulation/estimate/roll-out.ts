import type { Actor } from '../../../src/domain/people/actor.ts'
import type { EndSpan } from '../../../src/domain/rollout/forecast/forecast-end.ts'
import type { ReleaseProgress } from '../../../src/domain/rollout/release-progress.ts'
import type { Update } from '../../../src/domain/updates/update.ts'
import { adminOf, asks, operator, pipeline, receivedReport, services, specialist } from '../../support/cast.ts'
import { windows, zones } from '../arbitrary.ts'
import { passTime } from '../pass-time.ts'
import type { Universe, World, WorldPlan } from '../world.ts'
import { type Random, randomOf } from './random.ts'

/** What was stated at one moment of a roll-out. */
export type Stated = { readonly at: Date; readonly span: EndSpan }

export type History = {
  readonly seed: number
  readonly waves: boolean
  readonly clients: number
  /** Each estimate that was stated while the release was rolled out and not on hold. */
  readonly stated: readonly Stated[]
  /** When the last of it had really ended. */
  readonly end: Date
  /** What came between, for whoever reads a failure. */
  readonly events: readonly string[]
}

const version = '3.9.12'
const hour = 3_600_000
/** Time passes in steps of so many hours: days while copies are verified, then two of them. */
const stepAt = (hours: number): number => (hours < 6 * 24 ? 24 : 48)
/** By then every roll-out is over, or something is wrong. */
const longest = 120 * 24

/**
 * One roll-out from its gate to its end, as it happens: copies are verified within days, failures are decided by people,
 * updates fail and go silent, administrators move and cancel, freezes and pauses come between.
 */
export function rollOut(universe: Universe, seed: number): Promise<History> {
  const random = randomOf(seed)
  const plan = worldOf(random)
  return universe.visit(plan, async (world) => {
    const life = new Life(world, random)
    return { seed, clients: plan.clients.length, ...(await life.run()) }
  })
}

function worldOf(random: Random): WorldPlan {
  const alike = random.chance(0.4)
  const [zone, window] = [random.pick(zones), random.pick(windows)]
  const clients = Array.from({ length: 4 + Math.floor(random.between(0, 5)) }, () => ({
    zone: alike ? zone : random.pick(zones),
    windows: [alike ? window : random.pick(windows)],
    staging: random.chance(0.8),
  }))
  return {
    startsAt: random.pick(['2026-11-22T12:00:00Z', '2026-10-19T09:07:00Z', '2027-03-05T22:30:00Z']),
    capacity: random.pick([2, 4, 50]),
    clients,
  }
}

type Due = { readonly at: number; act(): Promise<void> }

class Life {
  private readonly due: Due[] = []
  private readonly stated: Stated[] = []
  private readonly events: string[] = []
  private isPaused = false

  private readonly world: World
  private readonly random: Random

  constructor(world: World, random: Random) {
    this.world = world
    this.random = random
  }

  async run(): Promise<Omit<History, 'seed' | 'clients'>> {
    const { world, random } = this
    world.fate = () => (random.chance(0.06) ? 'failed' : random.chance(0.02) ? 'silent' : 'updated')
    await this.freezes()
    const waves = random.chance(0.5)
    await this.publish(waves)
    for (let hours = 0; ; hours += stepAt(hours)) {
      if (hours > longest) throw new Error(`the roll-out does not end: ${this.events.join('; ')}`)
      const progress = await this.progress()
      if (this.isOver(progress)) break
      if (progress.estimatedEnd && progress.release.status === 'available')
        this.stated.push({ at: progress.at, span: progress.estimatedEnd })
      await this.somethingHappens(progress, stepAt(hours) / 24)
      await this.pass(stepAt(hours))
    }
    return { waves, stated: this.stated, end: await this.lastEnd(), events: this.events }
  }

  /** Added before the release, so that they are known. */
  private async freezes(): Promise<void> {
    const { world, random } = this
    if (random.chance(0.3)) await this.freeze(null, random.between(3, 25), random.between(2, 9))
    for (const client of world.clients)
      if (random.chance(0.15)) await this.freeze(client, random.between(3, 25), random.between(1, 8))
  }

  private async freeze(client: string | null, inDays: number, days: number): Promise<void> {
    const { app, clock } = this.world
    const startsAt = new Date(Math.floor((clock.now().getTime() + inDays * 24 * hour) / hour) * hour)
    const endsAt = new Date(startsAt.getTime() + Math.ceil(days * 24) * hour)
    const actor = client === null ? operator : adminOf(client)
    const added = await app.addFreeze({ ...asks(actor), client, startsAt, endsAt, reason: 'exams' })
    if (added.ok) this.note(`freeze of ${client ?? 'all'} for ${days.toFixed(0)} days`)
  }

  private async publish(waves: boolean): Promise<void> {
    const { app } = this.world
    const plan = waves ? { shares: [30, 100], gapHours: 24 } : null
    const kind = this.random.chance(0.15) ? ('security' as const) : ('regular' as const)
    await app.registerRelease({ version, kind, notesUrl: 'https://vendor.example/notes', waves: plan }, pipeline)
    await app.judgeRelease(version, receivedReport(20), pipeline)
    const { items } = await app.listVerifications({ release: version }, { after: null, limit: 200 })
    for (const { id } of items) this.later(this.random.between(2, 48), () => this.report(id))
  }

  private async report(id: string): Promise<void> {
    const failures = this.random.chance(0.12) ? [{ name: 'a case' }] : []
    const received = await this.world.app.receiveReport(id, receivedReport(20, failures))
    const [finding] = received.ok ? received.value.findings : []
    if (finding) this.later(this.random.between(4, 96), () => this.decide(finding.id))
  }

  private async decide(finding: string): Promise<void> {
    const about = { ...asks(specialist), finding, seen: null, others: null, note: null, forClient: false }
    if (this.random.chance(0.8)) await this.world.app.acceptFinding({ ...about, reason: 'known' })
    else await this.world.app.confirmFinding({ ...about, ticket: 'LMS-1' })
    this.note('a decision')
  }

  private async somethingHappens({ systems, release }: ReleaseProgress, days: number): Promise<void> {
    const { random, world } = this
    // As often as people do: each update by itself, the whole release as one.
    const ofAny = (daily: number) => random.chance(1 - (1 - daily) ** (days * systems.scheduled))
    const happens = { move: ofAny(0.006), cancel: ofAny(0.003), pause: random.chance(0.012 * days) }
    if (random.chance(0.016 * days)) await this.freeze(random.pick(world.clients), random.between(0, 10), 3)
    if (release.status === 'paused') return this.resumeWaves()
    const { stalled, held } = systems
    const updates = stalled + held > 0 || happens.move || happens.cancel ? await this.updates() : []
    const scheduled = updates.filter(({ status }) => status === 'scheduled')
    if (scheduled.length > 0 && happens.move) await this.move(random.pick(scheduled))
    if (scheduled.length > 0 && happens.cancel) await this.cancel(random.pick(scheduled))
    if (happens.pause) await this.pause()
    for (const { id, status } of updates)
      if (status === 'stalled') {
        const word = random.chance(0.5)
          ? ({ status: 'updated', version: null } as const)
          : ({ status: 'failed', detail: 'no disk' } as const)
        await world.app.recordUpdate(id, word, operator)
        this.note('a silent one is settled')
      }
    // What staging holds is listed as waiting for somebody; services choose a time for it.
    const onHold = updates.find(({ status }) => status === 'held')
    if (onHold && random.chance(0.3)) await this.move(onHold, services)
  }

  /** Most choose a time some days later, some the one that suits them. */
  private async move(update: Update, actor: Actor = adminOf(update.client)): Promise<void> {
    const { app, clock } = this.world
    const { random } = this
    const wished = random.chance(0.7)
      ? update.startsAt.getTime() + random.between(-2, 8) * 24 * hour
      : clock.now().getTime() + random.between(30, 24 * 30) * hour
    const startsAt = new Date(Math.ceil(wished / (hour / 4)) * (hour / 4))
    const { client, environment } = update
    const moved = await app.rescheduleUpdate({
      ...asks(actor),
      system: { client, environment },
      startsAt,
      seen: null,
      reason: 'so wished',
    })
    if (moved.ok) this.note(`moved to ${startsAt.toISOString()}`)
  }

  private async cancel({ client, environment }: Update): Promise<void> {
    const system = { client, environment }
    const wish = { ...asks(adminOf(client)), system, seen: null, reason: 'exams' }
    if ((await this.world.app.cancelUpdate(wish)).ok) this.note('cancelled')
  }

  private async pause(): Promise<void> {
    const paused = await this.world.app.pauseRelease(version, 'a look', operator)
    if (!paused.ok) return
    this.isPaused = true
    this.note('paused')
    this.later(this.random.between(6, 96), () => this.resume())
  }

  private async resume(): Promise<void> {
    await this.world.app.resumeRelease(version, 'it is well', operator)
    this.isPaused = false
    this.note('resumed')
  }

  /** Too many failures pause a release in waves by themselves; a person looks, and lets it go on. */
  private async resumeWaves(): Promise<void> {
    if (this.isPaused) return
    this.isPaused = true
    this.note('held by its waves')
    this.later(this.random.between(6, 48), () => this.resume())
  }

  private async progress(): Promise<ReleaseProgress> {
    const progress = await this.world.app.readReleaseProgress(version)
    if (!progress) throw new Error('the release is gone')
    return progress
  }

  private async pass(hours: number): Promise<void> {
    const { world } = this
    const until = world.clock.now().getTime() + hours * hour
    for (;;) {
      this.due.sort((a, b) => a.at - b.at)
      const [first] = this.due
      if (!first || first.at > until) break
      this.due.shift()
      await passTime(world, Math.max(0, (first.at - world.clock.now().getTime()) / hour))
      await first.act()
    }
    await passTime(world, (until - world.clock.now().getTime()) / hour)
  }

  private later(hours: number, act: () => Promise<void>): void {
    this.due.push({ at: this.world.clock.now().getTime() + hours * hour, act })
  }

  private async updates() {
    return (await this.world.app.listUpdates({ release: version }, { after: null, limit: 200 })).items
  }

  /** Nothing is planned, runs, or is awaited; what waits for a fix is not. */
  private isOver({ stages, systems }: ReleaseProgress): boolean {
    if (this.due.length > 0 || this.isPaused) return false
    return systems.scheduled + systems.held + systems.updating + systems.stalled + stages.ready === 0
  }

  private async lastEnd(): Promise<Date> {
    const ends = (await this.updates()).flatMap(({ finishedAt }) => finishedAt ?? [])
    return new Date(Math.max(...ends.map((end) => end.getTime())))
  }

  private note(what: string): void {
    this.events.push(`${this.world.clock.now().toISOString().slice(0, 16)} ${what}`)
  }
}
