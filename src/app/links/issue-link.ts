import { randomBytes } from 'node:crypto'
import { after, day, hour, later, minute } from '../../domain/time/span.ts'
import { limitsOf } from '../../domain/updates/policy.ts'
import { awaitsStart } from '../../domain/updates/update.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import type { Link, LinkHolder, LinkPurpose } from '../ports/stores/link-ports.ts'
import { numbersOf } from '../scheduling/planning.ts'
import type { IssuedLink } from '../use-cases/links.ts'

export type LinkWish = {
  readonly purpose: LinkPurpose
  readonly holder: LinkHolder
  readonly subject: string | null
}

/**
 * Makes a link for one person and one purpose. Nothing is written: what a link says is in the link.
 * @returns null where this installation signs no links
 */
export async function issueLink(
  tx: Tx,
  ports: Ports,
  wish: LinkWish,
): Promise<(IssuedLink & { readonly id: string }) | null> {
  const signer = ports.links
  if (!signer) return null
  const link: Link = {
    ...wish,
    id: randomBytes(9).toString('base64url'),
    generation: await tx.links.generationOf(wish.holder),
    expiresAt: await expiryOf(tx, ports, wish),
  }
  const token = await signer.sign(link)
  return {
    id: link.id,
    token,
    url: `${signer.publicUrl}${pathOf(wish.purpose, token)}`,
    expiresAt: link.expiresAt,
    once: wish.purpose === 'board',
  }
}

function pathOf(purpose: LinkPurpose, token: string): string {
  switch (purpose) {
    case 'report':
      return `/reports/${token}`
    case 'schedule':
      return `/schedule/${token}`
    case 'calendar':
      return `/calendar/${token}.ics`
    case 'board':
      return `/sign-in/${token}`
    case 'unsubscribe':
      return `/unsubscribe/${token}`
  }
}

/** How long each opens: reports are read for months, a sign-in is done at once, calendars are subscribed to. */
const lifetimes = {
  report: 90 * day,
  calendar: 730 * day,
  board: 10 * minute,
  unsubscribe: 730 * day,
} as const
/** A link to plans that cannot be acted on (any more) still shows them for a day. */
const atLeast = 24 * hour

async function expiryOf(tx: Tx, ports: Ports, { purpose, holder }: LinkWish): Promise<Date> {
  const now = ports.clock.now()
  if (purpose !== 'schedule') return after(now, lifetimes[purpose])
  const cutOff = holder.kind === 'administrator' ? await lastCutOff(tx, ports, holder.client) : null
  return later(after(now, atLeast), cutOff ?? now)
}

/** The cut-off of what can be acted on: of a client's systems, the later one's. */
async function lastCutOff(tx: Tx, ports: Ports, id: string): Promise<Date | null> {
  const client = await tx.clients.find(id)
  if (!client) return null
  let latest: Date | null = null
  for (const { environment } of client.systems) {
    const update = await tx.updates.current({ client: id, environment })
    if (!update || !awaitsStart(update.status)) continue
    const { cutOff } = limitsOf(update, ports.clock.now(), numbersOf(ports, client))
    latest = latest ? later(latest, cutOff) : cutOff
  }
  return latest
}
