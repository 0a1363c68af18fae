import { type Reply, replyCard } from '../../src/notices/card/reply.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'

/** Which finding is meant, and the revision that a button or form was drawn from. */
export const findingArgs = (args: Readonly<Record<string, string>>): { finding: string; seen: number | null } => ({
  finding: (args['finding'] ?? '').trim().toUpperCase(),
  seen: /^\d{1,9}$/.test(args['seen'] ?? '') ? Number(args['seen']) : null,
})

/** A no that names the finding and what to do. */
export const findingRefusal = (title: string, detail: string, actions: Parameters<typeof noteCard>[4] = []): Reply =>
  replyCard(noteCard('refusal', 'warning', title, detail, actions))
