import type { ClientInput } from '../../adapters/http/api/clients/client-schema.ts'
import { type Doubt, doubtsOf } from '../../domain/people/client-doubts.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import { nextOpenings } from '../../domain/time/windows/openings.ts'
import { windowsOf } from '../../domain/time/windows/reading/parse-window.ts'
import { showWindow } from '../../domain/time/windows/show-window.ts'
import { offsetLabel } from '../../domain/time/zone.ts'
import { counted } from '../../notices/words/words.ts'
import { isoSeconds } from './outcome.ts'
import { type CheckedClient, mistakeWords, nameOf } from './read-clients.ts'

/** What a document comes to, for somebody who looks whether it is meant so. */
export type ClientFacts = {
  readonly id: string
  readonly zone: string
  /** In force now, such as `UTC-05:00`. */
  readonly offset: string
  readonly windows: readonly string[]
  /** The windows in plain words. */
  readonly windowsInWords: readonly string[]
  /** When a window opens next, in UTC; null where it is always open. */
  readonly nextOpening: string | null
  readonly administrators: number
}

/** @param defaultWindow that of a client without any */
export function factsOf(id: string, input: ClientInput, defaultWindow: string, now: Date): ClientFacts {
  const { zone, administrators } = input
  const windows = input.windows.length > 0 ? input.windows : [defaultWindow]
  const [next] = nextOpenings(windowsOf(windows), zone, now, 1)
  return {
    id,
    zone,
    offset: offsetLabel(now, zone),
    windows,
    windowsInWords: windows.map(showWindow),
    nextOpening: next ? isoSeconds(next) : null,
    administrators: administrators.length,
  }
}

/** One line for each client, and under it what is wrong with it or should be looked at again. */
export function linesOf(client: CheckedClient, facts: ClientFacts | null): string[] {
  const { input, mistakes } = client
  if (!input || !facts)
    return [
      `${nameOf(client) || 'the client'}: ${counted(mistakes.length, 'mistake')}`,
      ...mistakes.map((one) => `  ${mistakeWords(one)}`),
    ]
  const { id, zone, offset, windowsInWords, nextOpening, administrators } = facts
  const next = nextOpening ? `opens next ${showInstant(new Date(nextOpening), zone)}` : 'is always open'
  const people = counted(administrators, 'administrator')
  return [
    `${id}: ${zone} (${offset} now), ${windowsInWords.join('; ')}, ${next}, ${people}`,
    ...doubtsOf(input).map((doubt) => `  warning: ${doubtWords(doubt)}`),
  ]
}

export const doubtWords = ({ field, reason }: Doubt): string => `${field}: ${reason}`
