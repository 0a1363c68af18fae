import { lastToHear } from '../../domain/notices/topic.ts'
import type { ActorStamp } from '../../domain/people/actor.ts'
import type { Administrator, Client } from '../../domain/people/client.ts'
import type { PersonalSettings } from '../../domain/people/personal-settings.ts'
import { ok, type Result } from '../../domain/values/result.ts'
import type { Tx } from '../ports/ports.ts'
import type { SettingsRefusal } from '../use-cases/settings.ts'
import { no } from './change-windows.ts'

type Saved = {
  readonly client: Client
  readonly person: Administrator
  readonly settings: PersonalSettings
  readonly reason: string | null
}

/** Sets what one administrator wants of notices, unless nobody would hear of something any more; written down. */
export async function savePersonal(
  tx: Tx,
  { client, person, settings, reason }: Saved,
  by: ActorStamp,
  now: Date,
): Promise<Result<Administrator, SettingsRefusal>> {
  const last = lastToHear(settings, person.id, await tx.places.around(client.id), client.administrators)
  if (last.length > 0) {
    const detail = 'Nobody at this client would hear of it any more: no channel is linked, and no colleague gets it.'
    return no('last-to-hear', detail, { topics: last })
  }
  await tx.clients.savePersonal(client.id, person.id, settings, now)
  tx.audit.write({
    actor: by,
    action: 'personal-settings-changed',
    client: client.id,
    subject: person.id,
    at: now,
    detail: {
      what: 'own settings',
      was: JSON.stringify(person.settings ?? {}),
      is: JSON.stringify(settings),
      reason,
    },
  })
  return ok({ ...person, settings })
}
