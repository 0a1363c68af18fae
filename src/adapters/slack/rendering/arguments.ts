import { cut } from '../../chat/cut.ts'

type Arguments = Readonly<Record<string, string>>

/**
 * Arguments as JSON of at most `max` units. When they do not fit the longest are shortened, visibly: the short ones are
 * the ids and revisions that decide what is acted on.
 */
export function packArguments(args: Arguments, max: number): string {
  const packed: Record<string, string> = { ...args }
  for (;;) {
    const json = JSON.stringify(packed)
    if (json.length <= max) return json
    const longest = Object.entries(packed).reduce((a, b) => (b[1].length > a[1].length ? b : a))
    if (longest[1].length <= 1) delete packed[longest[0]]
    else packed[longest[0]] = cut(longest[1], Math.floor(longest[1].length * 0.8))
  }
}

/** @returns the arguments that a button or form carried; none when the text is not of our making. */
export function unpackArguments(json: string | undefined): Record<string, string> {
  const parsed = parseObject(json)
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function parseObject(json: string | undefined): object {
  try {
    const parsed: unknown = JSON.parse(json ?? '{}')
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {}
  }
}

/** What a view carries along unseen: the form's arguments, and the channel where it was asked for. */
export type Carried = { readonly channel: string | null; readonly args: Arguments }

export function packCarried({ channel, args }: Carried, max: number): string {
  const frame = JSON.stringify({ channel, args: {} }).length - 2
  return `{"channel":${JSON.stringify(channel)},"args":${packArguments(args, max - frame)}}`
}

export function unpackCarried(json: string | undefined): Carried {
  const parsed = parseObject(json)
  const channel = 'channel' in parsed && typeof parsed.channel === 'string' ? parsed.channel : null
  const args = 'args' in parsed ? unpackArguments(JSON.stringify(parsed.args)) : {}
  return { channel, args }
}
