import type { IAdaptiveCard } from '@microsoft/teams.cards'
import type { AdaptiveCard } from '../../../src/adapters/teams/text/adaptive-card.ts'

/** What is a word of a list: the schema takes `small` for `Small`, the types do not. */
type Listed = 'spacing' | 'size' | 'weight' | 'color' | 'fontType'

type AsWritten<T> = T extends object
  ? { -readonly [Key in keyof T]: Key extends Listed ? Capitalize<T[Key] & string> : AsWritten<T[Key]> }
  : T

/**
 * A card as Microsoft's own types, which are generated from its schema, describe it: what they do not allow to be
 * written does not compile here. They know more than 1.5; that nothing younger is used, the schema and the parser say.
 */
export const asMicrosoftHasIt = (card: AdaptiveCard): IAdaptiveCard =>
  structuredClone<unknown>(card) as AsWritten<AdaptiveCard>
