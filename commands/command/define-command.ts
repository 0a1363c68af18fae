import type { RequestKey } from '../../src/app/ports/request-context.ts'
import type { App } from '../../src/app/use-cases/app.ts'
import type { Person, StaffRole } from '../../src/domain/people/actor.ts'
import type { ChatPlatform } from '../../src/domain/people/client.ts'
import type { ChannelAddress, InternalRoom } from '../../src/domain/people/place.ts'
import type { Reply } from '../../src/notices/card/reply.ts'

/** One verb: the same words, button and form in every chat platform. */
export type Command = {
  /** The slash sub-command, the button's id and the form's id, all the same. */
  readonly verb: string
  /** One line for help, menus and manifests. */
  readonly summary: string
  /** What may be typed after the verb, e.g. `[system] [time]`. */
  readonly usage: string
  readonly examples: readonly string[]
  /** Who may use it. Staff verbs work in internal places only, but for those that are about the channel itself. */
  readonly for: 'everyone' | readonly StaffRole[]
  readonly anywhere?: boolean
  /** Whether somebody for whom it is not may use it all the same, in just this place. */
  admits?(actor: Person, from: InvokedFrom, app: App): Promise<boolean>
  /** The names of what is typed, in order; the last one takes the rest of the line. */
  readonly parameters: readonly string[]
  run(invocation: Invocation, app: App): Promise<Reply>
}

/** One use of a verb, in domain words, whatever the platform. */
export type Invocation = {
  readonly verb: string
  /** By name: typed, carried by a button, or filled in a form. Everything is a stranger's text. */
  readonly args: Readonly<Record<string, string>>
  readonly via: 'typed' | 'button' | 'form'
  readonly actor: Person
  readonly from: InvokedFrom
  /** What tells this very request from others, so that a retry gets the same answer. */
  readonly request: RequestKey
}

/** Where it was said. A channel of one client shows that client only. */
export type InvokedFrom = {
  /** `web`: a page of ours, on which a form does what a form does in chat. */
  readonly platform: ChatPlatform | 'web'
  readonly client: string | null
  readonly room: InternalRoom | null
  /** Null in a direct message or on a home tab. */
  readonly channel: ChannelAddress | null
}

export const defineCommand = (command: Command): Command => command
