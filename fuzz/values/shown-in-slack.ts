import type { FakeWebApi } from '../../tests/adapters/slack/fake-web-api.ts'

export type Button = { readonly action_id: string; readonly value: string }
export type View = {
  readonly callback_id: string
  readonly private_metadata: string
  /** The fields, by their names. */
  readonly fields: readonly string[]
}

/** So many of the latest calls are looked through. */
const looked = 60

/** @returns the buttons of what the bot said last, newest first */
export const buttonsIn = ({ calls }: FakeWebApi): Button[] =>
  calls
    .slice(-looked)
    .reverse()
    .flatMap(({ args }) => [...partsOf(read(args['blocks'])), ...partsOf(read(args['view']))])
    .filter(
      (part): part is Button & { type: string } => part['type'] === 'button' && typeof part['action_id'] === 'string',
    )
    .map(({ action_id, value = '' }) => ({ action_id, value }))

/** @returns the forms that the bot opened last, newest first */
export const viewsIn = ({ calls }: FakeWebApi): View[] =>
  calls
    .slice(-looked)
    .reverse()
    .flatMap(({ args }) => {
      const view = read(args['view'])
      if (!isRecord(view) || typeof view['callback_id'] !== 'string') return []
      const fields = partsOf(view['blocks']).flatMap((part) =>
        part['type'] === 'input' && typeof part['block_id'] === 'string' ? [part['block_id']] : [],
      )
      return [
        {
          callback_id: view['callback_id'],
          private_metadata: String(view['private_metadata'] ?? ''),
          fields,
        },
      ]
    })

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function partsOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(partsOf)
  if (!isRecord(value)) return []
  return [value, ...Object.values(value).flatMap(partsOf)]
}

function read(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}
