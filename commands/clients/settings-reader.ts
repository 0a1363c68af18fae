import type { SettingsView } from '../../src/app/use-cases/settings.ts'
import { administers, identityAt, mayAct } from '../../src/domain/people/actor.ts'
import type { Reader } from '../../src/notices/clients/settings-card.ts'
import type { Asks } from '../../src/notices/forms/settings-forms.ts'
import type { Invocation } from '../command/define-command.ts'

/** Whether it is the client's own person who asks, services for them, or other staff who only look. */
export function readerOf({ actor }: Invocation, { client }: SettingsView): Reader {
  const own = identityAt(actor, client.id).id
  if (client.administrators.some(({ id }) => id === own) && administers(actor, client.id))
    return { may: 'own', administrator: own }
  return { may: mayAct(actor, client.id) ? 'others' : 'read' }
}

/** The vendor's staff say why they set something for a client (DESIGN 2.10). */
export const asksReason = ({ actor }: Invocation, { client }: SettingsView): Asks =>
  administers(actor, client.id) ? 'none' : 'asked'
