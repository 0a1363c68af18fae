import type { ActorStamp } from '../people/actor.ts'

type Windows = { readonly zone: string; readonly windows: readonly string[] }

/** The notices about what was set in chat. */
export type SettingsFacts = {
  'windows-changed': Windows & {
    readonly was: Windows
    readonly by: ActorStamp
    readonly reason: string | null
  }
  /** Somebody of the vendor set for an administrator what comes to them. */
  'personal-settings-changed': {
    readonly administrator: string
    readonly by: ActorStamp
    readonly reason: string | null
  }
}
