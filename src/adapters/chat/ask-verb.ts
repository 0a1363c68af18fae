import { randomBytes } from 'node:crypto'
import type { Said } from '../../../commands/command/run-command.ts'
import type { Logger } from '../../app/ports/ports.ts'
import { type Reply, replyCard } from '../../notices/card/reply.ts'
import { failureCard } from '../../notices/replies/failure-card.ts'

/** What every platform needs to have somebody answered. */
export type Verbs = {
  /** Who, where, whether they may, and the verb itself; the platform's part ends here. */
  readonly run: (said: Said) => Promise<Reply>
  readonly logger: Logger
}

/** Asks the verb; an exception becomes an answer with a reference, and a line in the log. */
export async function askVerb({ run, logger }: Verbs, said: Said): Promise<Reply> {
  try {
    return await run(said)
  } catch (error) {
    return replyCard(failureCard(logFailure(logger, said, error, 'a command failed')))
  }
}

/** @returns the reference that the person sees */
export function logFailure(logger: Logger, said: Said, error: unknown, what: string): string {
  const reference = randomBytes(4).toString('hex')
  logger.error({ err: error, reference, verb: said.verb, via: said.via, request: said.request }, what)
  return reference
}
