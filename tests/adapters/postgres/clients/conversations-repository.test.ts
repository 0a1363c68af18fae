import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKnownConversations } from '../../../../src/adapters/postgres/clients/conversations-repository.ts'
import type { KnownConversation } from '../../../../src/app/ports/stores/conversation-ports.ts'
import { later, noon, openStore, type Store } from '../store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const channel: KnownConversation = {
  tenant: 't1',
  conversation: '19:abc@thread.tacv2',
  kind: 'channel',
  user: null,
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  bot: '28:app',
}
const chat: KnownConversation = { ...channel, conversation: 'a:1', kind: 'personal', user: 'u1' }

describe('conversations that the bot was put into', () => {
  test('are found again in their tenant, and nowhere else', async () => {
    const known = makeKnownConversations(store.db)
    await known.remember(channel, noon)
    expect(await known.find('t1', channel.conversation)).toEqual(channel)
    expect(await known.find('t2', channel.conversation)).toBeNull()
    expect(await known.ofUser('t1', 'u1')).toBeNull()
  })

  test('a person is reached in the newest of their chats', async () => {
    const known = makeKnownConversations(store.db)
    await known.remember(chat, noon)
    await known.remember({ ...chat, conversation: 'a:2' }, later(5))
    expect(await known.ofUser('t1', 'u1')).toMatchObject({ conversation: 'a:2' })
  })

  test('what moved is written again, what did not is left as it is', async () => {
    const known = makeKnownConversations(store.db)
    const at = async () =>
      (
        await store.db
          .selectFrom('known_conversations')
          .select('updated_at')
          .where('conversation', '=', channel.conversation)
          .executeTakeFirstOrThrow()
      ).updated_at
    await known.remember(channel, later(10))
    expect(await at()).toEqual(noon)
    const moved = { ...channel, serviceUrl: 'https://smba.trafficmanager.net/amer/' }
    await known.remember(moved, later(20))
    expect(await at()).toEqual(later(20))
    expect(await known.find('t1', channel.conversation)).toEqual(moved)
  })

  test('are forgotten when the bot is removed', async () => {
    const known = makeKnownConversations(store.db)
    await known.forget('t2', channel.conversation)
    expect(await known.find('t1', channel.conversation)).not.toBeNull()
    await known.forget('t1', channel.conversation)
    expect(await known.find('t1', channel.conversation)).toBeNull()
  })
})
