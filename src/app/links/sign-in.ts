import { randomBytes } from 'node:crypto'
import { stampOf } from '../../domain/people/actor.ts'
import { after, hour } from '../../domain/time/span.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import type { Ports } from '../ports/ports.ts'
import type { LinkUseCases } from '../use-cases/links.ts'
import { judgeLink } from './open-link.ts'

/** A working day; then the bot is asked for a link again. */
const sessionLength = 12 * hour
const boardPath = '/ops'

/** Turns a one-time link into a session. Of two that press the button at once, one gets in. */
export const makeSignIn =
  (ports: Ports): LinkUseCases['signIn'] =>
  async (token) => {
    const now = ports.clock.now()
    const signer = ports.links
    const read = (await signer?.read(token, now)) ?? null
    if (!signer || read?.link.purpose !== 'board') return refuse({ kind: 'unknown', client: null })
    return ports.inTransaction(
      async (tx) => {
        const judged = await judgeLink(tx, read)
        if (!judged.ok) return judged
        const { link, reader } = judged.value
        if (!(await tx.links.useOnce(link, now))) return refuse({ kind: 'used', link, client: null })
        const id = randomBytes(9).toString('base64url')
        const session = await signer.sign({
          ...link,
          id,
          purpose: 'session',
          subject: null,
          expiresAt: after(now, sessionLength),
        })
        tx.audit.write({
          actor: stampOf(reader.person, ''),
          action: 'signed-in',
          client: null,
          subject: reader.person.id,
          detail: { session: id },
          at: now,
        })
        return ok({ session, to: link.subject ?? boardPath })
      },
      { by: 'page', link: read.link.id },
    )
  }
