/** So many channels of a workspace that are told to wait at the same time mean the workspace, whatever Slack calls it. */
const meansWorkspace = 3

/** Remembers which channels Slack has told to wait: its 429 does not say whether it means the channel or the workspace. */
export type ThrottledChannels = {
  /**
   * Notes that a channel is to wait for so many milliseconds.
   * @returns whether so many others of its workspace wait, too, that the whole workspace is meant
   */
  note(workspace: string, channel: string, forMs: number): boolean
}

/** @param elapsed milliseconds, of a clock that never jumps */
export function makeThrottledChannels(elapsed: () => number = () => performance.now()): ThrottledChannels {
  const workspaces = new Map<string, Map<string, number>>()
  return {
    note(workspace, channel, forMs) {
      const waiting = new Map([...(workspaces.get(workspace) ?? [])].filter(([, until]) => until > elapsed()))
      waiting.set(channel, elapsed() + forMs)
      workspaces.set(workspace, waiting)
      return waiting.size >= meansWorkspace
    },
  }
}
