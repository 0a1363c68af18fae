import { type Actor, hasRole, mayAct, stampOf } from '../../domain/people/actor.ts'
import { showDuration, showInstant } from '../../domain/time/show-time.ts'
import { after, day, earlier, later, minute } from '../../domain/time/span.ts'
import { type AddedFreeze, CLIENT_FREEZE_DAYS, type Freeze, mayAddClientFreeze } from '../../domain/updates/freeze.ts'
import { insideText } from '../../domain/updates/inside-text.ts'
import { reasonsOf, writtenReasons } from '../../domain/updates/reasons.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { changeOnce } from '../ports/change.ts'
import { lockPlans } from '../ports/locks.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { Refused } from '../ports/request-context.ts'
import { quotasOf, useQuota } from '../quotas/use-quota.ts'
import { followUp } from '../rollout/follow-up.ts'
import type { Replanned } from '../scheduling/replan.ts'
import { replanFrozen } from '../scheduling/replan-frozen.ts'
import { tell } from '../telling/tell.ts'
import type { Added, FreezeRefusal, FreezeUseCases, FreezeWish } from '../use-cases/freezes.ts'

/** The longest freeze: a slip of the year would stop all updates for good. */
const longestDays = 366

/**
 * Adds a freeze: the vendor's, or a client's own (DESIGN 4.1). Every start that it binds is planned anew, after the
 * freeze, and its people are told: a client's own at once, all clients' behind the vendor's.
 */
export const makeAddFreeze =
  (ports: Ports): FreezeUseCases['addFreeze'] =>
  async ({ actor, request, ...wish }) => {
    const outcome = await changeOnce<Result<Added, FreezeRefusal>>(ports, { actor, request }, async (tx) => {
      const refusal = await refusalOf(tx, ports, actor, wish)
      if (refusal) return refuse(refusal)
      const now = ports.clock.now()
      const { client } = wish
      const freeze = await tx.freezes.add(freezeOf(wish), client, now)
      const planned = await planAnew(tx, ports, freeze)
      const by = stampOf(actor, client ?? '')
      tx.audit.write({
        actor: by,
        action: 'freeze-laid',
        client,
        subject: freeze.id,
        detail: { ...spanOf(freeze), ...writtenReasons(freeze), ...planned },
        at: now,
      })
      const facts = { freeze: freeze.id, ...spanOf(freeze), ...reasonsOf(freeze), by, ...planned }
      tell(tx, { kind: 'freeze-laid', client, facts }, now)
      return 'frozen' in planned
        ? ok({ freeze, ...planned, replanned: null })
        : ok({ freeze, frozen: planned.moved + planned.held, replanned: planned })
    })
    if (outcome.ok && wish.client === null) await followUp(ports)
    return outcome
  }

/** What becomes of the starts in it: how many there are, or, where that is known at once, what became of them. */
const planAnew = async (tx: Tx, ports: Ports, freeze: AddedFreeze): Promise<Replanned | { frozen: number }> =>
  freeze.client === null ? { frozen: await tx.followUps.oweFreeze(freeze) } : replanFrozen(tx, ports, [freeze.client])

/** Why the vendor freezes is for the house, but for what it says to its clients; a client's own reason is read by both. */
const freezeOf = ({ client, startsAt, endsAt, reason, clientReason = null }: FreezeWish): Freeze =>
  client === null
    ? { scope: 'vendor', startsAt, endsAt, reason: clientReason, inside: insideText(reason) }
    : { scope: 'client', startsAt, endsAt, reason, inside: null }

/** What is written down and told of a freeze; instants as ISO 8601 in UTC. */
export const spanOf = ({ startsAt, endsAt }: Freeze) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
})

/** Who may add or end a freeze: operators the vendor's; administrators, and services for them, their own. */
export const mayFreeze = (actor: Actor, client: string | null): boolean => {
  // What a key reaches is judged where it comes in.
  if (actor.kind === 'key') return actor.client === null || actor.client === client
  return client === null ? hasRole(actor, 'operator') : mayAct(actor, client)
}

async function refusalOf(tx: Tx, ports: Ports, actor: Actor, wish: FreezeWish): Promise<FreezeRefusal | null> {
  if (!mayFreeze(actor, wish.client)) return notYours
  const client = await lockPlans(tx, wish.client)
  if (wish.client !== null && !client) return actor.kind === 'key' ? unknownClient(wish.client) : notYours
  const now = ports.clock.now()
  const { startsAt, endsAt } = wish
  if (endsAt <= startsAt) return no('ends-before-it-starts', 'A freeze must end after it starts. Choose a later end.')
  if (endsAt <= now) return no('is-over', 'A freeze must end in the future. Choose a later end.')
  if (endsAt > after(startsAt, longestDays * day))
    return no('too-long', `A freeze lasts at most ${longestDays} days. Choose an earlier end.`)
  const quotas = quotasOf(ports)
  if (endsAt < after(later(startsAt, now), quotas.freezeMinutes * minute))
    return no(
      'too-short',
      `A freeze lasts at least ${showDuration(quotas.freezeMinutes)} from now on. Choose a later end.`,
    )
  const others = await tx.freezes.list(wish.client, startOfYearBefore(earlier(startsAt, now)))
  if (others.filter((other) => other.endsAt > now).length >= quotas.freezesAtOnce)
    return no(
      'too-many',
      `There are ${quotas.freezesAtOnce} freezes to come already, and no more can be added. End one first, or let one freeze cover several.`,
    )
  const refused = client && refusalOfDays(others, wish, client.zone)
  if (refused) return refused
  const again = await useQuota(tx, ports, actor, {
    kind: 'freezes',
    client: wish.client,
    of: wish.client ?? 'the vendor',
  })
  if (!again) return null
  const from = showInstant(again.at, client?.zone ?? 'UTC')
  const detail = `As many freezes were added as may be for now. The next can be added from ${from}.`
  return { code: 'too-often', detail, again }
}

function refusalOfDays(others: readonly Freeze[], wish: FreezeWish, zone: string): FreezeRefusal | null {
  const may = mayAddClientFreeze(others, freezeOf(wish), zone)
  if (may.ok || may.refusal.kind !== 'too-many-days') return null
  const { in: quarter, days } = may.refusal
  return no(
    'too-many-days',
    `A client’s own freezes may cover ${CLIENT_FREEZE_DAYS} days of a quarter, and with this one it would be ${days} in quarter ${quarter.quarter} of ${quarter.year}. Choose a shorter span or end another freeze.`,
  )
}

/** Freezes of the same quarter count even when they are over. */
const startOfYearBefore = (instant: Date): Date => after(instant, -longestDays * day)

const no = (code: FreezeRefusal['code'], detail: string): FreezeRefusal => ({ code, detail })
const unknownClient = (id: string) => no('unknown-client', `There is no client ${id.slice(0, 80)}.`)

export const notYours: Refused<'not-yours'> = {
  code: 'not-yours',
  detail: 'You do not administer a client of that name, or it does not exist.',
}
