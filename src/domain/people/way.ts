import type { ChatPlatform } from './client.ts'

/** By which way something came in, as the audit keeps it. */
export type Way =
  | {
      readonly by: 'chat'
      readonly platform: ChatPlatform
      readonly workspace: string
      readonly user: string
    }
  /** A page, opened by this link or session. */
  | { readonly by: 'page'; readonly link: string }
  | { readonly by: 'api'; readonly key: string }
  /** `user` is the operator's own name. */
  | { readonly by: 'cli'; readonly user: string }
  /** A rule was kept, a runner spoke, a process started. */
  | { readonly by: 'system' }
  | { readonly by: 'unknown' }

export const ways = ['chat', 'page', 'api', 'cli', 'system', 'unknown'] as const satisfies readonly Way['by'][]

export const system: Way = { by: 'system' }

/** @returns it in a few words, such as `chat (slack T024/U07IVY)` */
export function wayWords(way: Way | null): string {
  switch (way?.by) {
    case 'chat':
      return `chat (${way.platform} ${way.workspace}/${way.user})`
    case 'page':
      return `page (link ${way.link})`
    case 'api':
      return `API (${way.key})`
    case 'cli':
      return `CLI (${way.user})`
    case 'system':
      return 'system'
    default:
      return 'not known'
  }
}
