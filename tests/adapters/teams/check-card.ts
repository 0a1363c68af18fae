import * as library from 'adaptivecards'
import { messageOf } from '../../../src/adapters/teams/rendering/render-card.ts'
import type { AdaptiveCard } from '../../../src/adapters/teams/text/adaptive-card.ts'
import { adaptiveCardSchema } from './adaptive-card-schema.ts'
import { officialProblemsOf } from './official-schema.ts'
import { asMicrosoftHasIt } from './official-types.ts'

// Its CommonJS comes with everything under `default`.
const parser = (library as unknown as { default?: typeof library }).default ?? library

/** Bytes that Teams takes of one message. */
const limit = 28 * 1024

/** What Microsoft's own parser and types, the schema and the size limit find wrong with a card. */
export function problemsOf(card: AdaptiveCard): string[] {
  const problems: string[] = []
  const bytes = Buffer.byteLength(JSON.stringify(messageOf(card)))
  if (bytes > limit) problems.push(`it has ${bytes} bytes`)
  const { msteams: _, ...standard } = card
  const read = adaptiveCardSchema.safeParse(standard)
  if (!read.success) problems.push(...read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  problems.push(...officialProblemsOf(standard))
  const context = new parser.SerializationContext(parser.Versions.v1_5)
  const parsed = new parser.AdaptiveCard()
  parsed.parse(asMicrosoftHasIt(card), context)
  for (let at = 0; at < context.eventCount; at += 1) problems.push(context.getEventAt(at).message)
  problems.push(...parsed.validateProperties().validationEvents.map(({ message }) => message))
  return problems
}
