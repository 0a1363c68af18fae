import type { App } from '../../src/app/use-cases/app.ts'
import type { ClientStatus } from '../../src/app/use-cases/reads.ts'
import { maySee } from '../../src/domain/people/actor.ts'
import {
  clientIdPattern,
  formatSystem,
  parseEnvironment,
  parseSystem,
  type SystemRef,
} from '../../src/domain/people/system.ts'
import { type Reply, replyCard } from '../../src/notices/card/reply.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { environmentWord } from '../../src/notices/words/words.ts'
import type { Invocation } from './define-command.ts'

export type Scoped<T> = { readonly found: T } | { readonly reply: Reply }

/**
 * Which client is meant: the one named, else the one of the channel, else the only one of the actor. An administrator of
 * several is asked, and so is the vendor's staff. A channel of one client shows that client only, whoever asks
 * (DESIGN 6.1).
 */
export async function clientMeant(
  { actor, from, verb, args }: Invocation,
  app: App,
  named: string | undefined,
): Promise<Scoped<string>> {
  const wished = named?.trim().toLowerCase().split('/')[0]
  if (wished && from.client && wished !== from.client) return { reply: replyCard(otherChannel(from.client)) }
  const client = wished || from.client || (actor.administers.length === 1 ? actor.administers[0] : undefined)
  if (client) return maySee(actor, client) ? { found: client } : { reply: replyCard(unknown) }
  const known =
    actor.administers.length > 0
      ? actor.administers.slice(0, choicesShown)
      : (await app.listClients({ after: null, limit: choicesShown })).items.map(({ id }) => id)
  const choices = known.map((id) => ({ verb, label: id, args: { ...args, client: id } }))
  const text = `Choose one, or name it: ${verb} ${known[0] ?? 'acme'}.`
  return { reply: replyCard(noteCard('choice', 'neutral', 'Which client?', text, choices)) }
}

const choicesShown = 20

/** The status of the client that is meant. A client that does not exist looks like one of somebody else. */
export async function statusMeant(
  invocation: Invocation,
  app: App,
  named: string | undefined,
): Promise<Scoped<ClientStatus>> {
  const client = await clientMeant(invocation, app, named)
  if ('reply' in client) return client
  const status = await app.readStatus(client.found)
  return status ? { found: status } : { reply: replyCard(unknown) }
}

export type SystemMeant = { readonly system: SystemRef; readonly status: ClientStatus }

/** Which system is meant: `acme/staging`, or just `staging` where the client is clear; nothing typed asks for it. */
export async function systemMeant(
  invocation: Invocation,
  app: App,
  named: string | undefined,
): Promise<Scoped<SystemMeant>> {
  const word = named?.trim().toLowerCase()
  const alone = word ? parseEnvironment(word) : null
  const ref = word ? parseSystem(word) : null
  const namesClient = word && !ref && !alone && clientIdPattern.test(word) && maySee(invocation.actor, word)
  if (word && !ref && !alone && !namesClient) return { reply: replyCard(unreadable(word)) }
  const status = await statusMeant(invocation, app, ref?.client ?? (namesClient ? word : invocation.args['client']))
  if ('reply' in status) return status
  const { client, systems } = status.found
  const environment = ref?.environment ?? alone
  if (environment) {
    if (!systems.some((system) => system.environment === environment)) return { reply: replyCard(unknown) }
    return { found: { system: { client: client.id, environment }, status: status.found } }
  }
  const choices = systems.map((system) => ({
    verb: invocation.verb,
    label: environmentWord[system.environment],
    args: {
      ...invocation.args,
      system: formatSystem({ client: client.id, environment: system.environment }),
    },
  }))
  return { reply: replyCard(noteCard('choice', 'neutral', 'Which system?', client.name, choices)) }
}

const unknown = noteCard(
  'refusal',
  'warning',
  'That is not possible',
  'You do not administer a client of that name, or it does not exist.',
)

export const otherChannel = (client: string) =>
  noteCard(
    'refusal',
    'warning',
    'Another channel, please',
    `This channel shows ${client} only. Ask about another client in its own channel or in a direct message to me.`,
  )

const unreadable = (word: string) =>
  noteCard(
    'refusal',
    'warning',
    'Which system?',
    `“${word.slice(0, 60)}” names no system. Write it as client/environment, such as acme/production or acme/staging.`,
  )
