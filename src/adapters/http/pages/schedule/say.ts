import type { Registry } from '../../../../../commands/run-command.ts'
import type { App } from '../../../../app/app.ts'
import type { Reply } from '../../../../notices/reply.ts'
import type { Access } from '../access/page-env.ts'

export type Say = {
  readonly verb: string
  readonly args: Readonly<Record<string, string>>
  /** A button only asks; a form does. */
  readonly via: 'button' | 'form'
  /** The id of the form that was sent; asked twice, it is done once. */
  readonly once: string
}

/** Says a verb for the reader of a page, as a button or a form in chat does, so that rules and words are the same. */
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
      request: `page:${link.id}:${once}`,
    },
    app,
  )
}
