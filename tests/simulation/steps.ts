import type { Actor } from '../../src/domain/people/actor.ts'
import { adminOf, asks, operator, pipeline, receivedReport, services, specialist } from '../support/cast.ts'
import { passTime } from './pass-time.ts'
import { join, type World } from './world.ts'

/**
 * One step of a history: plain numbers, read against what there is when it comes, so that a history that is made shorter
 * still makes sense. Most steps that the rules forbid are refused, which is part of the test.
 */
export type Step =
  | { readonly do: 'pass'; readonly hours: number; readonly outage: boolean; readonly fates: readonly Fate[] }
  | {
      readonly do: 'publish'
      readonly kind: 'regular' | 'security' | 'hotfix'
      readonly waves: boolean
      readonly healthy: number
    }
  | { readonly do: 'report'; readonly which: number; readonly failures: number; readonly twice: boolean }
  | { readonly do: 'decide'; readonly which: number; readonly accept: boolean }
  | { readonly do: 'rerun'; readonly which: number }
  | { readonly do: 'turn'; readonly verb: 'pause' | 'resume' | 'withdraw'; readonly which: number }
  | {
      readonly do: 'move'
      readonly which: number
      readonly hours: number
      /** To the very start of another update, whose slot may be full. */
      readonly beside: boolean
      readonly by: 'admin' | 'services'
    }
  | { readonly do: 'cancel'; readonly which: number; readonly by: 'admin' | 'services' }
  | {
      readonly do: 'freeze'
      readonly own: boolean
      readonly which: number
      readonly from: number
      readonly days: number
    }
  | { readonly do: 'end'; readonly which: number }
  | { readonly do: 'urgent'; readonly which: number; readonly hours: number }
  | { readonly do: 'word'; readonly which: number; readonly failed: boolean }
  | { readonly do: 'join'; readonly zone: string; readonly window: string }

export type Fate = 'updated' | 'failed' | 'silent'

const pick = <T>(items: readonly T[], which: number): T | undefined => items[which % Math.max(items.length, 1)]
const hour = 3_600_000

/** Does one step of a history. What a rule forbids is refused; anything that throws is a failure of the house. */
export async function take(world: World, step: Step): Promise<void> {
  const { app, clock, clients } = world
  const later = (hours: number) => new Date(Math.ceil((clock.now().getTime() + hours * hour) / (hour / 4)) * (hour / 4))
  const all = { after: null, limit: 200 }
  const whoActs = (client: string, role: 'admin' | 'services'): Actor => (role === 'admin' ? adminOf(client) : services)
  switch (step.do) {
    case 'pass': {
      world.fate = (update) => step.fates[Number(update.slice(2)) % step.fates.length] ?? 'updated'
      return passTime(world, step.hours, step.outage)
    }
    case 'publish':
      return publishNext(world, step)
    case 'report': {
      const { items } = await app.listVerifications({}, all)
      const awaited = items.filter(({ status }) => ['requested', 'copying', 'updating', 'checking'].includes(status))
      const verification = pick(awaited, step.which)
      if (!verification) return
      const failures = step.failures > 0 ? [{ name: `case ${step.which % 2}` }] : []
      await app.receiveReport(verification.id, receivedReport(20, failures))
      if (step.twice) await app.receiveReport(verification.id, receivedReport(20))
      return
    }
    case 'decide': {
      const { items } = await app.listVerifications({}, all)
      const reported = items.filter(({ status }) => ['reported', 'blocked', 'passed'].includes(status))
      const views = await Promise.all(reported.map(({ id }) => app.readVerification(id)))
      // One that was accepted, too: a decision can be taken back.
      const withFindings = views.flatMap((view) => (view && view.findings.length > 0 ? [view] : []))
      const finding = pick(pick(withFindings, step.which)?.findings ?? [], step.which)
      if (!finding) return
      const about = {
        ...asks(specialist),
        finding: finding.id,
        seen: null,
        others: null,
        note: null,
        forClient: false,
      }
      if (step.accept) await app.acceptFinding({ ...about, reason: 'known' })
      else await app.confirmFinding({ ...about, ticket: 'LMS-1' })
      return
    }
    case 'rerun': {
      const { items } = await app.listVerifications({}, all)
      const verification = pick(
        items.filter(({ status }) => status !== 'obsolete'),
        step.which,
      )
      if (!verification) return
      const { client, release } = verification
      await app.rerun({ ...asks(specialist), client, release, seen: null })
      return
    }
    case 'turn': {
      const release = pick(await app.listReleases(), step.which)
      if (release) await app[`${step.verb}Release`](release.version, 'a look', operator)
      return
    }
    case 'move': {
      const { items } = await app.listUpdates({}, all)
      const update = pick(
        items.filter(({ status }) => ['scheduled', 'held', 'cancelled'].includes(status)),
        step.which,
      )
      if (!update) return
      const { client, environment } = update
      const others = items.filter((one) => one.status === 'scheduled' && one.client !== client)
      const other = step.beside ? pick(others, step.hours) : undefined
      const startsAt = other?.startsAt ?? later(step.hours)
      await app.rescheduleUpdate({
        ...asks(whoActs(client, step.by)),
        system: { client, environment },
        startsAt,
        seen: null,
        reason: 'so wished',
      })
      return
    }
    case 'cancel': {
      const { items } = await app.listUpdates({}, all)
      const update = pick(
        items.filter(({ status }) => status === 'scheduled' || status === 'held'),
        step.which,
      )
      if (!update) return
      const { client, environment } = update
      const system = { client, environment }
      await app.cancelUpdate({ ...asks(whoActs(client, step.by)), system, seen: null, reason: 'exams' })
      return
    }
    case 'freeze': {
      const client = step.own ? (pick(clients, step.which) ?? null) : null
      const startsAt = later(step.from * 24)
      const endsAt = new Date(startsAt.getTime() + step.days * 24 * hour)
      const actor = client === null ? operator : adminOf(client)
      await app.addFreeze({ ...asks(actor), client, startsAt, endsAt, reason: 'exams' })
      return
    }
    case 'end': {
      const added = [...(await app.listFreezes(null))]
      for (const client of clients) added.push(...(await app.listFreezes(client)))
      const freeze = pick(added, step.which)
      const actor = freeze?.client ? adminOf(freeze.client) : operator
      if (freeze) await app.endFreeze({ ...asks(actor), freeze: freeze.id })
      return
    }
    case 'urgent': {
      const client = pick(clients, step.which) ?? ''
      const environment = step.which % 2 === 0 ? ('production' as const) : ('staging' as const)
      const releases = await app.listReleases()
      const asked = await app.requestUrgent({
        ...asks(adminOf(client)),
        system: { client, environment },
        reason: 'grades are lost',
        wishedAt: null,
        release: pick(releases, step.which)?.version ?? null,
      })
      if (!asked.ok) return
      const startsAt = later(step.hours)
      await app.acceptRequest({ ...asks(services), requestId: asked.value.id, seen: null, startsAt })
      return
    }
    case 'word': {
      const { items } = await app.listUpdates({}, all)
      const update = pick(items, step.which)
      if (!update) return
      const word = step.failed
        ? ({ status: 'failed', detail: 'late word' } as const)
        : ({ status: 'updated', version: null } as const)
      const said = await app.recordUpdate(update.id, word, pipeline)
      if (said.ok) world.running.delete(update.id)
      return
    }
    case 'join':
      await join(world, { zone: step.zone, windows: [step.window], staging: true })
  }
}

async function publishNext(world: World, step: Extract<Step, { do: 'publish' }>): Promise<void> {
  const { app } = world
  const number = (await app.listReleases()).length + 12
  const version = `3.9.${number}`
  const waves = step.waves ? { shares: [40, 100], gapHours: 24 } : null
  const notesUrl = 'https://vendor.example/notes'
  await app.registerRelease({ version, kind: step.kind, notesUrl, waves }, pipeline)
  await app.judgeRelease(version, receivedReport(20), pipeline)
  const { items } = await app.listVerifications({ release: version }, { after: null, limit: 200 })
  for (const [i, { id }] of items.entries())
    if ((step.healthy >> (i % 4)) & 1) await app.receiveReport(id, receivedReport(20))
}
