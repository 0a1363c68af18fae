import { identityAt, stampOf } from '../../domain/actor.ts'
import { ok } from '../../domain/result.ts'
import { lastToHear } from '../../domain/topic.ts'
import { changeBy } from '../change.ts'
import type { Ports } from '../ports.ts'
import { no, notYours } from './change-windows.ts'
import type { SettingsUseCases } from './settings.ts'

/** An administrator does without mails about one topic, as their letter's own link says. Said twice, it is done once. */
export const makeStopMail =
  (ports: Ports): SettingsUseCases['stopMail'] =>
  ({ person, client: id, topic }) =>
    changeBy(ports, person, async (tx) => {
      const client = person.administers.includes(id) ? await tx.clients.lock(id) : null
      const administrator = client?.administrators.find((one) => one.id === identityAt(person, id).id)
      if (!client || !administrator) return notYours
      const { settings = {} } = administrator
      const off = settings.off?.mail ?? []
      if (off.includes(topic)) return ok({ already: true })
      const wished = { ...settings, off: { ...settings.off, mail: [...off, topic] } }
      const last = lastToHear(wished, administrator.id, await tx.places.around(id), client.administrators)
      if (last.includes(topic))
        return no(
          'last-to-hear',
          'Nobody at this client would hear of it any more: no channel is linked, and no colleague gets it.',
          { topics: [topic] },
        )
      const now = ports.clock.now()
      await tx.clients.savePersonal(id, administrator.id, wished, now)
      await tx.audit.write({
        ...{ actor: stampOf(person, id), action: 'personal-settings-changed', client: id },
        ...{ subject: administrator.id, at: now },
        detail: {
          ...{
            what: 'own settings',
            was: JSON.stringify(settings),
            is: JSON.stringify(wished),
            reason: null,
          },
        },
      })
      return ok({ already: false })
    })
