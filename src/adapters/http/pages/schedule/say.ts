import { createHash } from 'node:crypto'
import type { Registry } from '../../../../../commands/run-command.ts'
import type { App } from '../../../../app/app.ts'
import type { Reply } from '../../../../notices/reply.ts'
import type { Access } from '../access/page-env.ts'

export type Say = {
  readonly verb: string
  readonly args: Readonly<Record<string, string>>
  /** A button only asks; a form does. */
  readonly via: 'button' | 'form'
  /** The id of the form that was sent; asked twice, it is done once. A button has none: it only asks. */
  readonly once: string
}

/**
 * Says a verb for the reader of a page, as a button or a form in chat does, so that rules and words are the same. Throws
 * `OtherRequest` when the form's id came with another form before, and something was done.
 */
export async function sayOnPage(
  { registry, app }: { readonly registry: Registry; readonly app: App },
  { reader, link }: Access,
  client: string,
  { verb, args, via, once }: Say,
): Promise<Reply> {
  const command = registry.get(verb)
  if (command?.for !== 'administrators') throw new Error(`“${verb}” is no verb of a page`)
  return command.run(
    {
      ...{ verb, args, via, actor: reader.person },
      from: { platform: 'web', client, room: null, channel: null },
      request: { id: `page:${link.id}:${once}`, said: digestOf(verb, args) },
    },
    app,
  )
}

const digestOf = (verb: string, args: Say['args']): string =>
  createHash('sha256')
    .update(JSON.stringify([verb, Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1))]))
    .digest('hex')
