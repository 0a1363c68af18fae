import type { ChatAccount } from '../../../../domain/people/client.ts'

/** An account as one line: no part of it has a space in it. */
export const accountKey = ({ platform, workspace, user }: ChatAccount): string => `${platform} ${workspace} ${user}`
