import type { Span } from '../../../notices/card/card.ts'
import { cut } from '../../chat/cut.ts'
import type { MentionEntity } from './adaptive-card.ts'
import { cleanLine } from './clean-text.ts'
import { inertMarkdown } from './markdown.ts'

type Person = Extract<Span, { person: string }>

/** The tenant that reads a card: people are mentioned by their account there, and named otherwise. */
export type Reader = { readonly workspace: string }

/** Who is mentioned in one card; Teams wants a list of them beside the text. */
export type Mentions = {
  readonly entities: readonly MentionEntity[]
  known(person: Person): boolean
  /** @returns what stands in the text, or null where the person has no account here, or shares a name with another. */
  mention(person: Person): string | null
}

/** Ids that Teams takes in a mention: an Entra object id, or its own `29:…`. */
const userId = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|29:[\w-]{1,200})$/i

export function mentionsFor(reader: Reader): Mentions {
  const entities: MentionEntity[] = []
  const accountOf = ({ accounts }: Person) =>
    accounts.find(
      ({ platform, workspace, user }) => platform === 'teams' && workspace === reader.workspace && userId.test(user),
    )
  return {
    entities,
    known: (person) => accountOf(person) !== undefined,
    mention(person) {
      const account = accountOf(person)
      if (!account) return null
      const name = cut(inertMarkdown(cleanLine(person.person)), 80) || 'somebody'
      const text = `<at>${name}</at>`
      const known = entities.find((entity) => entity.text === text)
      if (known) return known.mentioned.id === account.user ? text : null
      entities.push({ type: 'mention', text, mentioned: { id: account.user, name } })
      return text
    },
  }
}
