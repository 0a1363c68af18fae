import { identityAt, stampOf } from '../../domain/people/actor.ts'
import { ok } from '../../domain/values/result.ts'
import { changeBy } from '../ports/change.ts'
import type { Ports } from '../ports/ports.ts'
import type { SettingsUseCases } from '../use-cases/settings.ts'
import { notYours } from './change-windows.ts'
import { savePersonal } from './save-personal.ts'

/** An administrator does without mails about one topic, as their letter's own link says. Said twice, it is done once. */
export const makeStopMail =
  (ports: Ports): SettingsUseCases['stopMail'] =>
  ({ person, client: id, topic }) =>
    changeBy(ports, person, async (tx) => {
      const client = person.administers.includes(id) ? await tx.clients.lock(id) : null
      const administrator = client?.administrators.find((one) => one.id === identityAt(person, id).id)
      if (!client || !administrator) return notYours
      const { settings: { off = {}, ...rest } = {} } = administrator
      if (off.mail?.includes(topic)) return ok(administrator)
      const settings = { ...rest, off: { ...off, mail: [...(off.mail ?? []), topic] } }
      const about = { client, person: administrator, settings, reason: null }
      return savePersonal(tx, about, stampOf(person, id), ports.clock.now())
    })
