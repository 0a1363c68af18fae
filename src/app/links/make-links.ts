import { identityAt, maySee, stampOf, wayOf } from '../../domain/people/actor.ts'
import { ok, refuse } from '../../domain/values/result.ts'
import type { Ports } from '../ports/ports.ts'
import type { LinkUseCases } from '../use-cases/links.ts'
import { issueLink } from './issue-link.ts'
import { makeMailFreshLink, makeMayAskFreshLink } from './mail-fresh-link.ts'
import { makeOpenLink } from './open-link.ts'
import { makeSignIn } from './sign-in.ts'

/** Where the vendor's staff go for what an administrator has a link to. */
const staffPaths = {
  report: '/reports',
  schedule: '/schedule',
  calendar: '/calendar',
  board: '/ops',
  unsubscribe: '/ops',
} as const

/** Binds what is done with links. */
export const makeLinks = (ports: Ports): LinkUseCases => ({
  issueLink: ({ person, purpose, client, subject, by = person }) =>
    ports.inTransaction(async (tx) => {
      const administers = client !== null && person.administers.includes(client)
      if (!administers && (person.roles.length === 0 || (client !== null && !maySee(person, client))))
        return refuse({ code: 'not-yours' as const, detail: 'You administer no client of that name.' })
      const staffPath = [staffPaths[purpose], subject ?? client ?? ''].filter((part) => part !== '').join('/')
      const issued = await issueLink(
        tx,
        ports,
        administers
          ? {
              purpose,
              subject,
              holder: { kind: 'administrator', client, person: identityAt(person, client).id },
            }
          : { purpose: 'board', subject: staffPath, holder: { kind: 'staff', person: person.id } },
      )
      if (!issued) return refuse({ code: 'no-pages' as const, detail: 'This installation has no pages.' })
      tx.audit.write({
        actor: stampOf(by, client ?? ''),
        action: 'link-issued',
        client,
        subject: person.id,
        at: ports.clock.now(),
        detail: { page: purpose, link: issued.id, expires: issued.expiresAt.toISOString() },
      })
      return ok(issued)
    }, wayOf(by)),
  openLink: makeOpenLink(ports),
  signIn: makeSignIn(ports),
  mailFreshLink: makeMailFreshLink(ports),
  mayAskFreshLink: makeMayAskFreshLink(ports),
  formToken: async (link) => (await ports.links?.formToken(link)) ?? '',
  isFormToken: async (link, token) => (await ports.links?.isFormToken(link, token)) ?? false,
})
