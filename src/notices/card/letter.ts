import type { Topic } from '../../domain/people/personal-settings.ts'

/** What a letter has around its card: in which thread it stands, why it comes and how to do without it. */
export type Letter = {
  /** The same in every letter of a thread, or mailboxes tear it apart; null where a letter stands alone. */
  readonly subject: string | null
  /** Why one gets it, e.g. `You get this as a System Administrator of Acme College.` */
  readonly why: string
  /** The reader's own page on which to change what comes to them; null where there is none. */
  readonly settings: string | null
  /** What it is about, where one may do without such letters, and the reader's own address for that. */
  readonly stop: { readonly topic: Topic; readonly url: string } | null
}

/**
 * The subject of everything about one standing matter.
 * @param standing e.g. `rollout:acme:3.9.12` @param client its client's name
 */
export function threadSubject(standing: string | null, client: string): string | null {
  const [matter, ...about] = standing?.split(':') ?? []
  switch (matter) {
    case 'rollout':
      return `${client}: update to ${about[1] ?? ''}`
    case 'request':
      return `${client}: urgent request ${about[0] ?? ''}`
    case 'report':
      return `${client}: System Health report ${about[0] ?? ''}`
    default:
      return null
  }
}
