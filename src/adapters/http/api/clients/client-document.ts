import { addressRefusals, refusalOfAddress } from '../../../../app/clients/public-address.ts'
import type { ClientDocument } from '../../../../app/ports/ports.ts'
import type { Place } from '../../../../domain/people/place.ts'
import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import type { FieldError } from '../calls/answer.ts'
import { accountKey } from './account-key.ts'
import { administratorId, type ClientInput } from './client-schema.ts'

type Webhook = NonNullable<ClientDocument['webhooks']>[number]

/**
 * @param known the places of the client: a webhook that is there already keeps its secret, which is shown to nobody
 * @param allowLoopback whether a webhook may lead to this machine, as in the sandbox
 * @returns the document, or a mistake for each webhook that has no secret, or leads to this machine
 */
export function documentOf(
  id: string,
  { revision: _, windowsInWords: __, warnings: ___, awaitingLink, ...input }: ClientInput,
  known: readonly Place[],
  allowLoopback: boolean,
): Result<ClientDocument, readonly FieldError[]> {
  const webhooks: Webhook[] = []
  const errors: FieldError[] = []
  for (const [index, { environment, webhook }] of input.systems.entries()) {
    if (!webhook) continue
    const { url } = webhook
    const refused = refusalOfAddress(url, allowLoopback)
    if (refused) errors.push({ field: `systems[${index}].webhook.url`, reason: addressRefusals[refused] })
    const secret = webhook.secret ?? secretOf(known, environment, url)
    if (secret) webhooks.push({ environment, url, secret })
    else
      errors.push({
        field: `systems[${index}].webhook.secret`,
        reason: 'is missing',
      })
  }
  if (errors.length > 0) return refuse(errors)
  const document = {
    ...input,
    id,
    systems: input.systems.map(({ webhook: _, ...system }) => ({ ...system, client: id })),
    webhooks,
    ...peopleOf(input),
  }
  return ok(awaitingLink.length > 0 ? { ...document, awaitingLink } : document)
}

/** People with all of their accounts, and beside them those accounts that wait: whoever names one vouches for it, wherever else it stands. */
function peopleOf({ administrators }: Pick<ClientInput, 'administrators'>) {
  const named = new Set(administrators.flatMap(({ accounts }) => accounts.map(accountKey)))
  const people = administrators.map(({ awaitingAccounts, ...person }) => ({
    person,
    waiting: awaitingAccounts.filter((account) => !named.has(accountKey(account))),
  }))
  const awaitingAccounts = people.flatMap(({ waiting }) => waiting)
  return {
    administrators: people.map(({ person, waiting }) => ({
      ...person,
      id: administratorId(person),
      accounts: [...person.accounts, ...waiting],
    })),
    ...(awaitingAccounts.length > 0 && { awaitingAccounts }),
  }
}

const secretOf = (known: readonly Place[], environment: string, url: string): string | undefined =>
  known
    .map(({ address }) => address)
    .filter((address) => address.kind === 'webhook')
    .find((address) => address.environment === environment && address.url === url)?.secret
