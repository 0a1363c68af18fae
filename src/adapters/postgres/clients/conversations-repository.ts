import type { Selectable } from 'kysely'
import type { KnownConversation, KnownConversations } from '../../../app/ports/stores/conversation-ports.ts'
import type { Connection } from '../plumbing/database.ts'
import type { ConversationTables } from '../tables/conversation-tables.ts'

/** Where the bot can speak unasked. */
export function makeKnownConversations(db: Connection): KnownConversations {
  return {
    async find(tenant, conversation) {
      const row = await db
        .selectFrom('known_conversations')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('conversation', '=', conversation)
        .executeTakeFirst()
      return row ? toKnown(row) : null
    },
    async ofUser(tenant, user) {
      const row = await db
        .selectFrom('known_conversations')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('user_id', '=', user)
        .orderBy('updated_at', 'desc')
        .orderBy('conversation')
        .limit(1)
        .executeTakeFirst()
      return row ? toKnown(row) : null
    },
    async remember({ tenant, conversation, kind, user, serviceUrl, bot }, now) {
      const said = { kind, user_id: user, service_url: serviceUrl, bot, updated_at: now }
      // Every message says where it is from: what is known already is not written again.
      await db
        .insertInto('known_conversations')
        .values({ tenant, conversation, ...said })
        .onConflict((known) =>
          known
            .columns(['tenant', 'conversation'])
            .doUpdateSet(said)
            .where((row) =>
              row.or([
                row('known_conversations.kind', 'is distinct from', kind),
                row('known_conversations.user_id', 'is distinct from', user),
                row('known_conversations.service_url', 'is distinct from', serviceUrl),
                row('known_conversations.bot', 'is distinct from', bot),
              ]),
            ),
        )
        .execute()
    },
    async forget(tenant, conversation) {
      await db
        .deleteFrom('known_conversations')
        .where('tenant', '=', tenant)
        .where('conversation', '=', conversation)
        .execute()
    },
  }
}

const toKnown = (row: Selectable<ConversationTables['known_conversations']>): KnownConversation => ({
  tenant: row.tenant,
  conversation: row.conversation,
  kind: row.kind,
  user: row.user_id,
  serviceUrl: row.service_url,
  bot: row.bot,
})
