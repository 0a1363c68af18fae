import type { WebClient } from '@slack/web-api'

type Person = { readonly workspace: string; readonly user: string }

/** The channels of direct messages; Slack keeps one for each person, so it is asked for once. */
export type DirectMessages = { channelOf(client: WebClient, person: Person): Promise<string> }

export function makeDirectMessages(): DirectMessages {
  const channels = new Map<string, string>()
  return {
    async channelOf(client, { workspace, user }) {
      const key = `${workspace}/${user}`
      const known = channels.get(key)
      if (known !== undefined) return known
      const { channel } = await client.conversations.open({ users: user })
      if (!channel?.id) throw new Error('conversations.open named no channel')
      channels.set(key, channel.id)
      return channel.id
    },
  }
}
