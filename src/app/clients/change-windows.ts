import { actsForClient, mayAct, stampOf } from '../../domain/people/actor.ts'
import type { Client } from '../../domain/people/client.ts'
import { ok, type Result, refuse } from '../../domain/values/result.ts'
import { changeOnce } from '../ports/change.ts'
import type { ClientSettings, Ports } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import type { SettingsRefusal, SettingsUseCases } from '../use-cases/settings.ts'
import { catchUp } from '../verifications/catch-up.ts'

export const no = (
  code: SettingsRefusal['code'],
  detail: string,
  more: Pick<SettingsRefusal, 'topics'> = {},
): Result<never, SettingsRefusal> => refuse({ code, detail, ...more })

export const notYours = no('not-yours', 'Only an administrator of this client, or our services team, can change that.')

/**
 * Sets a client's windows and zone (DESIGN 6.1), stronger than its document; what equals the document follows it again.
 * Nothing that is scheduled moves: its people were told of those starts. What had no legal start is planned if it has one.
 */
export const makeChangeWindows =
  (ports: Ports): SettingsUseCases['changeWindows'] =>
  async ({ actor, request, client: id, seen, zone, windows, reason }) => {
    const outcome = await changeOnce<Awaited<ReturnType<SettingsUseCases['changeWindows']>>>(
      ports,
      { actor, request },
      async (tx) => {
        const known = mayAct(actor, id) ? await tx.clients.lock(id) : null
        const settings = known && (await tx.clients.settingsOf(id))
        if (!known || !settings) return notYours
        if (actsForClient(actor, id) && !reason) return no('no-reason', 'Please say why; the client reads it.')
        if (seen !== null && seen !== known.revision)
          return no('changed-meanwhile', 'Somebody changed it meanwhile. Look at it again.')
        const { set, document } = settings
        const { zone: _, windows: __, ...others } = set
        const wanted: ClientSettings = {
          ...others,
          ...(zone !== document.zone && { zone }),
          ...(windows.length > 0 && !same(windows, document.windows) && { windows }),
        }
        const now = ports.clock.now()
        const client = await tx.clients.saveSettings(id, wanted, now)
        if (!client) return notYours
        if (client.zone === known.zone && same(client.windows, known.windows)) return ok(client)
        const by = stampOf(actor, id)
        const was = { zone: known.zone, windows: known.windows }
        const facts = { was, zone: client.zone, windows: client.windows, by, reason }
        tell(tx, { kind: 'windows-changed', client: id, facts }, now)
        tx.audit.write({
          actor: by,
          action: 'windows-changed',
          client: id,
          subject: id,
          at: now,
          detail: {
            what: 'zone and windows',
            was: windowsText(known),
            is: windowsText(client),
            zone: client.zone,
            windows: client.windows.join(', '),
            reason,
          },
        })
        return ok(client)
      },
    )
    if (outcome.ok) await catchUp(ports, id)
    return outcome
  }

const windowsText = ({ zone, windows }: Client): string => `${windows.join(', ')} (${zone})`

const same = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n')
