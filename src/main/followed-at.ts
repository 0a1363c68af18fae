import type { Follows } from '../adapters/teams/rendering/arrived-card.ts'
import type { App } from '../app/use-cases/app.ts'
import type { ChannelAddress } from '../domain/people/place.ts'

/** What is told in a channel already, for the greeting of the bot that was just put there. */
export const followedAt =
  (app: App) =>
  async (channel: ChannelAddress): Promise<Follows | null> => {
    const place = await app.whereIs(channel)
    if (!place) return null
    const client = place.client === null ? null : await app.readClient(place.client)
    return { client, gone: place.gone }
  }
