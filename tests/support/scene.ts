import type { ClientDocument } from '../../src/app/ports/ports.ts'
import type { ReleasePlan } from '../../src/app/use-cases/release-plan.ts'
import { internalRooms } from '../../src/domain/people/place.ts'
import type { Environment } from '../../src/domain/people/system.ts'
import type { ReleaseKind } from '../../src/domain/releases/release.ts'
import type { Update } from '../../src/domain/updates/update.ts'
import { adminOf, asks, clientDocument, pipeline, receivedReport } from './cast.ts'
import type { House } from './house.ts'

/** Puts the vendor's rooms and staff on file, as its own file would name them. */
export async function openVendor({ ports }: Pick<House, 'ports'>): Promise<void> {
  await ports.inTransaction(async (tx) => {
    for (const room of internalRooms) {
      const channel = `C-${room.toUpperCase()}`
      await tx.places.putRoom(room, { kind: 'channel', platform: 'slack', workspace: 'T0', channel })
    }
    const staff = [
      { id: 'sam', name: 'Sam Services', roles: ['services'] },
      { id: 'spec', name: 'Spec Specialist', roles: ['specialist'] },
      { id: 'olga', name: 'Olga Operator', roles: ['operator'] },
    ] as const
    await tx.people.putStaff(
      staff.map(({ id, name, roles }) => ({
        id,
        name,
        roles,
        email: `${id}@vendor.example`,
        accounts: [{ platform: 'slack', workspace: 'T0', user: id }],
      })),
    )
  })
}

/** The latest update of a system. */
export async function updateOf(
  { ports }: House,
  client: string,
  environment: Environment = 'production',
): Promise<Update> {
  const update = await ports.inTransaction((tx) => tx.updates.current({ client, environment }))
  if (!update) throw new Error(`${client}/${environment} has no update`)
  return update
}

/** Every update of a client as `production 3.9.12 scheduled 2026-12-06T06:00Z`, in the order they were made. */
export async function planOf({ app }: House, client: string): Promise<string[]> {
  const { items } = await app.listUpdates({ client }, { after: null, limit: 100 })
  return [...items]
    .reverse()
    .map(
      ({ environment, release, status, startsAt }) =>
        `${environment} ${release} ${status} ${startsAt.toISOString().slice(0, 16)}Z`,
    )
}

/** Sends what is owed and says what was told: `update-cancelled → mailbox`, rooms by their name, edits marked; the board of a roll-out aside, which follows everything. */
export async function toldBy(house: House): Promise<string[]> {
  house.sent.length = 0
  await house.deliverAll()
  return house.sent
    .filter(({ card, mode }) => card.kind !== 'release-board' || mode !== 'edit')
    .map(({ card, place, mode }) => {
      const to = place.address.kind === 'inbox' ? `inbox ${place.address.environment}` : place.address.kind
      return `${card.kind} → ${place.room ?? to}${mode === 'post' ? '' : ` (${mode})`}`
    })
    .sort()
}

/** Registers a release and lets it pass the gate, unless it is there already. */
export async function available({ app }: House, version: string, kind: ReleaseKind = 'regular'): Promise<void> {
  if (await app.readRelease(version)) return
  await app.registerRelease({ version, kind, notesUrl: `https://vendor.example/notes/${version}` }, pipeline)
  const judged = await app.judgeRelease(version, receivedReport(21_001), pipeline)
  if (!judged.ok) throw new Error(`the gate refused ${version}`)
}

/** What a release would do now. */
export async function dryRun({ app }: House, version: string): Promise<ReleasePlan> {
  const plan = await app.planRelease(version)
  if (!plan.ok) throw new Error(plan.refusal.detail)
  return plan.value
}

/** The verification of a release at a client, requested if there is none. @returns its id */
export async function verificationOf({ app }: House, client: string, version = '3.9.12'): Promise<string> {
  const { items } = await app.listVerifications({ client, release: version }, { after: null, limit: 100 })
  const known = items.find(({ status }) => status !== 'obsolete')
  if (known) return known.id
  const requested = await app.requestVerification(client, version, pipeline)
  if (!requested.ok) throw new Error(requested.refusal.detail)
  return requested.value.id
}

/** The copy of a client is found healthy. */
export async function healthy(house: House, client: string, version = '3.9.12'): Promise<void> {
  await available(house, version)
  const received = await house.app.receiveReport(await verificationOf(house, client, version), receivedReport(4_000))
  if (!received.ok) throw new Error(received.refusal.detail)
}

/** A new client, in Toronto unless it says otherwise. */
export async function onFile({ app }: House, id: string, more: Partial<ClientDocument> = {}): Promise<ClientDocument> {
  const document = clientDocument(id, more.zone ?? 'America/Toronto', more)
  const put = await app.putClient(document, null, pipeline)
  if (!put.ok) throw new Error(put.refusal.detail)
  return document
}

/** A client as it may be on file since before a rule was there that its document would be refused by today. */
export async function onFileSinceLong({ ports }: House, id: string, more: Partial<ClientDocument>): Promise<void> {
  const document = clientDocument(id, more.zone ?? 'America/Toronto', more)
  await ports.inTransaction((tx) => tx.clients.put(document, ports.clock.now()))
}

/** A new client whose copy was found healthy, so that both its systems are scheduled. */
export async function scheduled(
  house: House,
  id: string,
  more: Partial<ClientDocument> = {},
  version = '3.9.12',
): Promise<void> {
  await onFile(house, id, more)
  await healthy(house, id, version)
}

/** Moves the clock to the start of an update and starts what is due. */
export async function startNow(house: House, update: Update): Promise<void> {
  house.clock.set(update.startsAt.toISOString())
  await house.work.startUpdate(update.id)
}

/** Who a client's notices reach in direct messages, as `workspace user`. */
export async function reachedDirectly({ ports }: House, client: string): Promise<string[]> {
  const places = await ports.inTransaction((tx) => tx.places.around(client))
  return places.flatMap(({ address, client: of }) =>
    of === client && address.kind === 'direct' ? `${address.workspace} ${address.user}` : [],
  )
}

/** An administrator moves an update, or restores it. */
export const move = ({ app }: House, client: string, startsAt: Date, environment: Environment = 'production') =>
  app.rescheduleUpdate({
    ...asks(adminOf(client)),
    system: { client, environment },
    startsAt,
    seen: null,
    reason: null,
  })
