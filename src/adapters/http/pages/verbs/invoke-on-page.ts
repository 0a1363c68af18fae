import { createHash } from 'node:crypto'
import type { InvokedFrom } from '../../../../../commands/command/define-command.ts'
import { type Registry, refusalOf } from '../../../../../commands/command/run-command.ts'
import type { App } from '../../../../app/use-cases/app.ts'
import { type Reply, replyCard } from '../../../../notices/card/reply.ts'
import { noteCard } from '../../../../notices/replies/help-card.ts'
import type { Access } from '../access/page-env.ts'

export type Say = {
  readonly verb: string
  readonly args: Readonly<Record<string, string>>
  /** A button only asks; a form does. */
  readonly via: 'button' | 'form'
  /** The id of the form that was sent; asked twice, it is done once. A button has none: it only asks. */
  readonly once: string
}

/** A page of one client, or one of the vendor's own, which is as good as a room of its staff. */
export type PageOf = Pick<InvokedFrom, 'client' | 'room'>

export type VerbParts = { readonly registry: Registry; readonly app: App }

/**
 * Says a verb for the reader of a page, as a button or a form in chat does, so that rules and words are the same. Throws
 * `OtherRequest` when the form's id came with another form before, and something was done.
 */
export async function invokeOnPage(
  { registry, app }: VerbParts,
  { reader, link }: Access,
  page: PageOf,
  { verb, args, via, once }: Say,
): Promise<Reply> {
  const command = registry.get(verb)
  if (!command) throw new Error(`“${verb}” is no verb of a page`)
  const from: InvokedFrom = { platform: 'web', channel: null, client: page.client, room: page.room }
  const refused = refusalOf(command, reader.person, from)
  if (refused) return replyCard(noteCard('refusal', 'warning', 'That is not possible here', refused))
  return command.run(
    {
      verb,
      args,
      via,
      actor: reader.person,
      from,
      request: { id: `page:${link.id}:${once}`, said: digestOf(verb, args) },
    },
    app,
  )
}

const digestOf = (verb: string, args: Say['args']): string =>
  createHash('sha256')
    .update(JSON.stringify([verb, Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1))]))
    .digest('hex')
