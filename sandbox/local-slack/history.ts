import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { SlackMessage, Store, View } from './emulator.ts'

type Entry =
  | { t: 'message'; message: SlackMessage }
  | { t: 'message_update'; message: SlackMessage }
  | { t: 'message_delete'; channel: string; ts: string }
  | { t: 'channel'; channel: { id: string } }
  | { t: 'home'; user: string; appId: string; view: View }
  | { t: 'reset' }

/**
 * Keeps what was said in a journal, one JSON line for each change, written before the change is answered; and brings
 * back what the journal holds. local-slack itself forgets everything when it ends.
 */
export function keepHistory(store: Store, file: string): void {
  const entries = readJournal(file)
  for (const entry of entries) replay(store, entry)
  waitForNewSecond(store)
  writeFileSync(`${file}.new`, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  renameSync(`${file}.new`, file)

  const note = (entry: Entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`)
  store.on('message', (message: SlackMessage) => note({ t: 'message', message }))
  store.on('message_update', (message: SlackMessage) => note({ t: 'message_update', message }))
  store.on('message_delete', (gone: { channel: string; ts: string }) => note({ t: 'message_delete', ...gone }))
  store.on('channel', (channel: { id: string }) => note({ t: 'channel', channel }))
  store.on('home', (home: { user: string; appId: string; view: View }) => note({ t: 'home', ...home }))
  store.on('reset', () => note({ t: 'reset' }))
}

function readJournal(file: string): Entry[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  // What follows the last line break is empty, or a line that a kill cut off.
  lines.pop()
  return lines.map((line) => JSON.parse(line) as Entry)
}

function replay(store: Store, entry: Entry): void {
  switch (entry.t) {
    case 'message':
      messagesOf(store, entry.message.channel).push(entry.message)
      break
    case 'message_update': {
      const messages = messagesOf(store, entry.message.channel)
      const at = messages.findIndex((message) => message.ts === entry.message.ts)
      if (at >= 0) messages[at] = entry.message
      break
    }
    case 'message_delete': {
      const messages = messagesOf(store, entry.channel)
      const at = messages.findIndex((message) => message.ts === entry.ts)
      if (at >= 0) messages.splice(at, 1)
      break
    }
    case 'channel':
      store.channels.set(entry.channel.id, entry.channel)
      messagesOf(store, entry.channel.id)
      break
    case 'home':
      store.homeViews.set(
        entry.user,
        (store.homeViews.get(entry.user) ?? new Map<string, View>()).set(entry.appId, entry.view),
      )
      break
    case 'reset':
      for (const messages of store.messages.values()) messages.length = 0
      store.homeViews.clear()
  }
}

function messagesOf(store: Store, channel: string): SlackMessage[] {
  const messages = store.messages.get(channel) ?? []
  store.messages.set(channel, messages)
  return messages
}

/** The emulator counts its time stamps from one again after a start: within the same second they would repeat. */
function waitForNewSecond(store: Store): void {
  const stamps = [...store.messages.values()].flatMap((messages) => messages.map(({ ts }) => Number.parseInt(ts, 10)))
  const free = (Math.max(0, ...stamps) + 1) * 1000
  const wait = free - Date.now()
  if (wait > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.min(wait, 1000))
}
