import { actsForClient, administers, identityAt, mayAct, stampOf } from '../../domain/people/actor.ts'
import { changeOnce } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import { tell } from '../telling/tell.ts'
import type { SettingsUseCases } from '../use-cases/settings.ts'
import { no, notYours } from './change-windows.ts'
import { savePersonal } from './save-personal.ts'

/**
 * Sets an administrator's quiet hours and what comes to them: their own, or services for them with a reason, of which
 * they are told. Somebody always hears of everything.
 */
export const makeChangePersonal =
  (ports: Ports): SettingsUseCases['changePersonal'] =>
  ({ actor, request, client: id, administrator, settings, reason }) =>
    changeOnce<Awaited<ReturnType<SettingsUseCases['changePersonal']>>>(ports, { actor, request }, async (tx) => {
      const client = mayAct(actor, id) ? await tx.clients.lock(id) : null
      const person = client?.administrators.find((one) => one.id === administrator)
      const isOwn = administers(actor, id) && actor.kind === 'person' && identityAt(actor, id).id === administrator
      if (!client || !person || !(isOwn || actsForClient(actor, id))) return notYours
      if (!isOwn && !reason) return no('no-reason', 'Please say why; they read it.')
      const now = ports.clock.now()
      const by = stampOf(actor, id)
      const saved = await savePersonal(tx, { client, person, settings, reason }, by, now)
      if (!saved.ok) return saved
      if (!isOwn) {
        const facts = { administrator, by, reason }
        tell(tx, { kind: 'personal-settings-changed', client: id, facts }, now)
      }
      return saved
    })
