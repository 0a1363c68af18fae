import { runCommand } from '../../commands/command/run-command.ts'
import { makeRegistry } from '../../commands/index.ts'
import { makeWork } from '../../src/app/make-work.ts'
import type { Sender } from '../../src/app/ports/delivery-ports.ts'
import type { Work } from '../../src/app/ports/work.ts'
import type { ChatAccount } from '../../src/domain/people/client.ts'
import { minute } from '../../src/domain/time/span.ts'
import { followedAt } from '../../src/main/followed-at.ts'
import { botId, changeActivity, tenant } from '../adapters/teams/activities.ts'
import { type FakeMicrosoft, startFakeMicrosoft } from '../adapters/teams/fake-microsoft.ts'
import { startTeamsBot } from '../adapters/teams/start-teams-bot.ts'
import type { Chat } from '../contracts/chat-platform.ts'
import { makeTeamsChat } from '../contracts/teams-driver.ts'
import { clientDocument } from './cast.ts'
import { type House, openHouse } from './house.ts'

const account = (number: number): ChatAccount => ({
  platform: 'teams',
  workspace: tenant,
  user: `${String(number).repeat(8)}-3333-4333-8333-333333333333`,
})
export const ada = account(1)
export const bob = account(2)
export const staff = account(3)

export const channelOf = (client: string): string => `19:${client}@thread.tacv2`

/** A client whose two administrators and channel are in Teams. */
export const teamsDocument = (id: string) => {
  const document = clientDocument(id, 'America/Toronto')
  const people = [ada, bob]
  return {
    ...document,
    administrators: document.administrators.map((person, at) => ({
      ...person,
      accounts: people.slice(at, at + 1),
    })),
    channels: [{ platform: 'teams' as const, workspace: tenant, channel: channelOf(id) }],
  }
}

export type TeamsHouse = {
  readonly house: House
  readonly microsoft: FakeMicrosoft
  readonly chat: Chat
  readonly work: Work
  /** Puts the bot into a channel, as Microsoft tells it. */
  install(channel: string): Promise<void>
  /** Sends, waits and looks after what is in doubt, on the house's own clock, until nothing more can be done. */
  quiet(): Promise<void>
  close(): Promise<void>
}

/** The whole house behind the real Teams adapter, with Microsoft's side on loopback: verbs, ledger, cards. */
export async function openTeamsHouse(timeout = 300): Promise<TeamsHouse> {
  const house = await openHouse()
  const microsoft = await startFakeMicrosoft()
  const registry = makeRegistry('@Zerotouch')
  const bot = await startTeamsBot(microsoft, (said) => runCommand(registry, said, house.app), {
    timeout,
    followedAt: followedAt(house.app),
  })
  const elsewhere: Sender = {
    send: async () => ({ kind: 'sent', message: null }),
    find: async () => ({ kind: 'unknown' }),
  }
  const work = makeWork(house.ports, {
    deliveries: house.deliveries,
    senderFor: (address) => ('platform' in address && address.platform === 'teams' ? bot.sender : elsewhere),
    updateRunner: { run: async () => ({ status: 'calls-back' }) },
    verificationRunner: null,
    readReport: () => Promise.reject(new Error('No verification runner in this house')),
  })
  const started = house.clock.now().getTime()
  return {
    house,
    microsoft,
    chat: makeTeamsChat(microsoft, bot),
    work,
    async install(channel) {
      const put = { type: 'conversationUpdate', membersAdded: [{ id: botId }] }
      await bot.deliver(changeActivity(microsoft.serviceUrl, put, { channel }))
    },
    async quiet() {
      for (let round = 0; round < 12; round++) {
        for (let due = await work.dueDeliveries(100); due.length > 0; due = await work.dueDeliveries(100))
          for (const { id } of due) await work.sendDeliveries([id])
        if (!(await isOwed(house))) break
        house.clock.advance(minute)
        // What is in doubt is looked up after three seconds of real time; a test has none to spare.
        await house.db.updateTable('deliveries').set({ look_at: null }).execute()
        await work.tick()
      }
      house.clock.set(new Date(started).toISOString())
    },
    async close() {
      await bot.stop()
      await microsoft.stop()
      await house.close()
    },
  }
}

async function isOwed({ db }: House): Promise<boolean> {
  const owed = await db
    .selectFrom('deliveries')
    .select('id')
    .where('status', 'in', ['pending', 'sending'])
    .executeTakeFirst()
  return owed !== undefined
}
