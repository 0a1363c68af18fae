import type { KnownConversation } from '../../../app/ports/stores/conversation-ports.ts'

export type ConversationTables = {
  known_conversations: {
    tenant: string
    conversation: string
    kind: KnownConversation['kind']
    user_id: string | null
    service_url: string
    bot: string
    updated_at: Date
  }
}
