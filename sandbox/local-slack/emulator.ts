import type { EventEmitter } from 'node:events'

/** The parts of local-slack 0.1.8 that are reached into: names are the emulator's own. */
export type Store = EventEmitter & {
  messages: Map<string, SlackMessage[]>
  channels: Map<string, { id: string }>
  homeViews: Map<string, Map<string, View>>
  modalStack: View[]
  addMessage(message: SlackMessage): SlackMessage
}

export type SlackMessage = { channel: string; ts: string }

export type View = { blocks?: { type: string; block_id?: string; element?: InputElement }[] }

export type InputElement = {
  type: string
  action_id?: string
  initial_value?: string
  initial_date?: string
  initial_time?: string
  initial_option?: unknown
  initial_options?: unknown[]
}

/** What a form holds, as Slack's `view.state.values`: by block, then by action. */
export type FormValues = Record<string, Record<string, Record<string, unknown>>>

export type LogEntry = { direction: string; kind: string; summary: string; detail?: unknown }

export type Socket = { data: { kind: string }; send(text: string): void }

export type ServeOptions = {
  fetch(request: Request, server: unknown): Response | undefined | Promise<Response | undefined>
  websocket: { message(socket: Socket, data: string | Uint8Array): void }
}
