import { ok, type Result, refuse } from '../values/result.ts'
import type { ChannelAddress } from './place.ts'

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** What each platform's ids look like; a channel is looked at no closer than that. */
const forms = {
  teams: {
    workspace: [guid, 'A tenant’s id looks like 72f988bf-86f1-41af-91ab-2d7cd011db47.'],
    channel: [/^19:[\w.-]+@thread\.(?:tacv2|skype|v2)$/, 'A channel’s id looks like 19:…@thread.tacv2.'],
  },
  slack: {
    workspace: [/^[TE][A-Z0-9]{1,20}$/, 'A workspace’s id looks like T024BE7LD.'],
    channel: [/^[CG][A-Z0-9]{1,20}$/, 'A channel’s id looks like C024BE91L.'],
  },
} as const

/** Whether what a platform calls a channel is a direct message: nothing is linked there, and to speak there proves nothing. */
export const isDirectMessage = ({ platform, channel }: ChannelAddress): boolean =>
  platform === 'slack' && channel.startsWith('D')

/**
 * Reads a channel's ids as a person pasted them.
 * @returns what is wrong, by the name of the field
 */
export function readChannel(typed: {
  readonly platform: string
  readonly workspace: string
  readonly channel: string
}): Result<ChannelAddress, Readonly<Record<string, string>>> {
  const { platform } = typed
  if (platform !== 'teams' && platform !== 'slack') return refuse({ platform: 'Choose Teams or Slack.' })
  const [workspaceForm, workspaceWords] = forms[platform].workspace
  const [channelForm, channelWords] = forms[platform].channel
  const trimmed = typed.workspace.trim()
  const workspace = platform === 'teams' ? trimmed.toLowerCase() : trimmed
  const channel = typed.channel.trim()
  const problems = {
    ...(!workspaceForm.test(workspace) && { workspace: workspaceWords }),
    ...(!channelForm.test(channel) && { channel: channelWords }),
  }
  return Object.keys(problems).length > 0 ? refuse(problems) : ok({ platform, workspace, channel })
}
