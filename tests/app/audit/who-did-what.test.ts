import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../../commands/command/run-command.ts'
import { makeRegistry } from '../../../commands/index.ts'
import { verifyAudit } from '../../../src/adapters/postgres/operations/verify-audit.ts'
import { putVendor } from '../../../src/app/clients/put-vendor.ts'
import { makeCreateKey, makeRevokeKey } from '../../../src/app/keys/keep-keys.ts'
import { makeRevokeLinks } from '../../../src/app/links/revoke-links.ts'
import type { AuditFilter } from '../../../src/app/ports/ports.ts'
import type { Actor } from '../../../src/domain/people/actor.ts'
import { wayWords } from '../../../src/domain/people/way.ts'
import { clientDocument, pipeline, receivedReport } from '../../support/cast.ts'
import { type House, openHouse } from '../../support/house.ts'
import { ada, fieldOf, pagesOf, pathOf } from '../../support/pages.ts'
import { available, onFile, openVendor, scheduled, verificationOf } from '../../support/scene.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await available(house, '3.9.12')
})
afterAll(() => house.close())

/** What the audit says, oldest first: `who (by which way) action subject: what, was → is`. */
async function said(filter: AuditFilter): Promise<string[]> {
  const { items } = await house.ports.inTransaction((tx) => tx.audit.list(filter, { after: null, limit: 100 }))
  return items
    .map(({ actor, way, action, subject, detail: { what, was, is } }) => {
      const change = what === undefined ? '' : `: ${what}, ${was} → ${is}`
      return `${actor.name} by ${wayWords(way)}: ${action} ${subject}${change}`
    })
    .reverse()
}
const olga: Actor = {
  kind: 'key',
  id: 'cli',
  name: 'Olga',
  client: null,
  environment: null,
  way: { by: 'cli', user: 'Olga' },
}

describe('the audit says who', () => {
  it('delivered the report that turned a copy green, and what came of it the same way', async () => {
    await onFile(house, 'green')
    const id = await verificationOf(house, 'green')
    await house.app.receiveReport(id, receivedReport(4_000), null, {
      ...pipeline,
      id: 'K-7',
      name: 'ci',
    } as Actor)
    const rows = await said({ client: 'green' })
    expect(rows).toContain(`ci by API (K-7): report-received ${id}`)
    expect(rows.filter((row) => row.startsWith('Zerotouch by API (K-7): update-scheduled'))).toHaveLength(2)
    const { items } = await house.ports.inTransaction((tx) =>
      tx.audit.list({ action: 'report-received' }, { after: null, limit: 1 }),
    )
    expect(items[0]!.detail).toMatchObject({ release: '3.9.12', status: 'passed', passed: 4_000, failed: 0 })
  })

  it('was added and removed, and which numbers and addresses changed; of secrets only that they did', async () => {
    const key = { ...pipeline, id: 'K-9', name: 'learning environment' } as Actor
    const before = clientDocument('file', 'America/Toronto', {
      webhooks: [{ environment: 'production', url: 'https://learn.file.example/in?token=hush', secret: 'whsec_one' }],
      policy: { cutOffHours: 4 },
    })
    await house.app.putClient(before, null, key)
    expect(await said({ client: 'file' })).toEqual([
      'learning environment by API (K-9): client-put file',
      'learning environment by API (K-9): administrator-added file: file-ada, null → Ada Lovelace <ada@file.example>',
      'learning environment by API (K-9): administrator-added file: file-bob, null → Bob Marley <bob@file.example>',
      expect.stringMatching(/^Zerotouch by system: verification-requested V-/),
    ])
    const [one] = before.administrators
    await house.app.putClient(
      {
        ...before,
        zone: 'Europe/Berlin',
        administrators: [
          {
            ...one!,
            email: 'ada@new.example',
            accounts: [{ platform: 'teams', workspace: 'tenant', user: 'u1' }],
          },
          { id: 'eve', name: 'Eve', email: 'eve@file.example', accounts: [] },
        ],
        channels: [{ platform: 'slack', workspace: 'T1', channel: 'CNEW' }],
        webhooks: [{ environment: 'production', url: 'https://elsewhere.example/in?token=hush2', secret: 'whsec_two' }],
        policy: { cutOffHours: 0, deadlineDays: 365 },
        systems: before.systems.map((system) => ({ ...system, url: 'https://moved.example' })),
      },
      null,
      key,
    )
    const rows = (await said({ client: 'file' }))
      .slice(5)
      .map((row) => row.replace('learning environment by API (K-9): ', ''))
    expect(rows.toSorted()).toEqual(
      [
        'administrator-added file: eve, null → Eve <eve@file.example>',
        'administrator-removed file: file-bob, Bob Marley <bob@file.example> → null',
        'address-changed file: e-mail of file-ada, ada@file.example → ada@new.example',
        'address-changed file: chat account of file-ada, slack T1/UFILE1 → null',
        'address-changed file: chat account of file-ada, null → teams tenant/u1',
        'policy-changed file: cutOffHours, 4 → 0',
        'policy-changed file: deadlineDays, null → 365',
        'address-changed file: channel, slack T1/CFILE → null',
        'address-changed file: channel, null → slack T1/CNEW',
        'address-changed file: webhook of production, https://learn.file.example/in?… → https://elsewhere.example/in?…',
        'secret-changed file: webhook of production, null → null',
        'address-changed file: address of production, https://learn.file.example → https://moved.example',
        'address-changed file: address of staging, https://staging.file.example → https://moved.example',
        'client-changed file: zone, America/Toronto → Europe/Berlin',
      ].toSorted(),
    )
    const kept = JSON.stringify(await house.db.selectFrom('audit').select(['detail']).execute())
    expect(kept).not.toMatch(/hush|whsec/)
  })

  it('is on the vendor’s own file, and where its rooms are, once for each change', async () => {
    const channel = (name: string) => ({ platform: 'slack', workspace: 'T0', channel: name }) as const
    const rooms = { ops: channel('C-OPS'), triage: channel('C-TRIAGE'), services: channel('C-SERVICES') }
    const member = (id: string, role: 'services' | 'operator') => ({
      id,
      name: id,
      email: `${id}@vendor.example`,
      roles: [role],
      accounts: [],
    })
    const put = (staff: ReturnType<typeof member>[], more = {}) =>
      house.ports.inTransaction((tx) => putVendor(tx, { rooms: { ...rooms, ...more }, staff }, house.clock.now()))
    await put([member('ivy', 'services'), member('sam', 'services')])
    const since = (await said({})).length
    await put([member('ivy', 'services'), member('sam', 'services')])
    await put([member('ivy', 'operator'), member('max', 'services')], { ops: channel('C-NEW') })
    expect((await said({})).slice(since)).toEqual([
      'Zerotouch by system: staff-changed ivy: ivy, ivy <ivy@vendor.example>; services → ivy <ivy@vendor.example>; operator',
      'Zerotouch by system: staff-added max: max, null → max <max@vendor.example>; services',
      'Zerotouch by system: staff-removed sam: sam, sam <sam@vendor.example>; services → null',
      'Zerotouch by system: room-moved ops: ops, slack T0/C-OPS → slack T0/C-NEW',
    ])
    await openVendor(house)
  })

  it('made and revoked keys, with the operator’s own name, and never the key', async () => {
    const { key, token } = await makeCreateKey(house.ports)(
      { name: 'inbox', scopes: ['read'], client: 'file', environment: 'production' },
      olga,
    )
    await makeRevokeKey(house.ports)(key.id, olga)
    house.clock.advance(1_000)
    await makeRevokeKey(house.ports)(key.id, olga)
    expect(await said({ subject: key.id })).toEqual([
      `Olga by CLI (Olga): key-made ${key.id}`,
      `Olga by CLI (Olga): key-revoked ${key.id}`,
    ])
    const kept = JSON.stringify(await house.db.selectFrom('audit').selectAll().execute())
    expect(kept).not.toContain(token)
    expect(kept).not.toContain(token.slice(3, 20))
  })

  it('was given a link, asked for a fresh one, signed in, and whose links were closed', async () => {
    await onFile(house, 'links')
    const person = {
      kind: 'person',
      id: 'links-ada',
      name: 'Ada Lovelace',
      administers: ['links'],
      roles: [],
    } as const
    const wish = { person, purpose: 'schedule', client: 'links', subject: null } as const
    const issued = await house.app.issueLink({ ...wish, by: pipeline })
    if (!issued.ok) throw new Error('no link')
    await makeRevokeLinks(house.ports)(ada('links'), olga)
    const { items } = await house.ports.inTransaction((tx) =>
      tx.audit.list({ client: 'links', subject: 'links-ada' }, { after: null, limit: 9 }),
    )
    expect(items.map(({ action, actor, way }) => [action, actor.name, way?.by])).toEqual([
      ['links-revoked', 'Olga', 'cli'],
      ['link-issued', 'pipeline', 'api'],
    ])
    expect(items[1]!.detail).toMatchObject({
      page: 'schedule',
      expires: issued.value.expiresAt.toISOString(),
    })
    expect(JSON.stringify(items)).not.toContain(issued.value.token)

    const pages = pagesOf(house)
    const path = await pathOf(house, { kind: 'staff', person: 'olga' }, 'board')
    await pages.post(path, { form: fieldOf(await (await pages.get(path)).text(), 'form') })
    const [signedIn] = (await said({ action: 'signed-in' })).slice(-1)
    expect(signedIn).toMatch(/^Olga Operator by page \(link \S+\): signed-in olga$/)
    // What its people read of their own client is what was done there, not who opened what.
    expect((await house.app.readHistory('links', 20)).map(({ action }) => action)).not.toContain('link-issued')
  })

  it('came by chat, and as whom; by a page, and by which link; and that the clock did it', async () => {
    await scheduled(house, 'ways')
    const registry = makeRegistry('/update')
    const slack = { platform: 'slack', workspace: 'T1', user: 'UWAYS1' } as const
    await runCommand(
      registry,
      {
        verb: 'reschedule',
        via: 'form',
        account: slack,
        channel: null,
        request: 'slack:1',
        args: { system: 'ways/staging', startsAt: '2026-12-08T06:00:00Z', confirmed: 'yes' },
      },
      house.app,
    )
    const pages = pagesOf(house)
    const path = await pathOf(house, ada('ways'), 'schedule')
    const form = fieldOf(await (await pages.get(`${path}/cancel?system=ways/production`)).text(), 'form')
    const cancelled = await pages.post(`${path}/cancel`, {
      form,
      once: 'cancel-number-1',
      system: 'ways/production',
      reason: 'exams',
      confirmed: 'yes',
    })
    expect(cancelled.status).toBe(200)
    house.clock.set('2026-12-08T07:00:00Z')
    await house.work.tick()
    const rows = await said({ client: 'ways' })
    expect(rows).toContainEqual(
      expect.stringMatching(/^Ada Lovelace by chat \(slack T1\/UWAYS1\): update-rescheduled U-/),
    )
    expect(rows).toContainEqual(expect.stringMatching(/^Ada Lovelace by page \(link \S{12}\): update-cancelled U-/))
    expect(rows).toContainEqual(expect.stringMatching(/^Zerotouch by system: update-rescheduled U-/))
    expect(rows.filter((row) => row.includes('not known'))).toEqual([])
  })

  it('and all of it is sealed by the clock within a minute, and whole', async () => {
    house.clock.advance(61_000)
    await house.work.tick()
    expect(await verifyAudit(house.db)).toMatchObject({ first: null, unsealed: 0 })
  })
})
