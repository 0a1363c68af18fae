import type { Case, MakeCase } from './case.ts'
import { effectsOf } from './rights.ts'
import { type Answered, send } from './send.ts'
import type { Stage } from './stage/open-stage.ts'
import type { Tally } from './tally.ts'

export type Score = {
  readonly cases: number
  readonly crashes: number
  readonly serverErrors: number
  readonly effects: number
}

/** What must not be: no answer at all, a fault of ours, a change that its sender had no right to. */
export type Fault = {
  readonly number: number
  readonly kind: 'crash' | 'server-error' | 'effect'
  readonly what: string
  readonly played: Case
  readonly answered: Answered
}

/** After so many cases everything is put back, and another roll-out begins: otherwise soon little is left to act on. */
const refreshEvery = 100

/**
 * Plays cases one after the other, so that what changed is known to be of the one before.
 * @param tell is told each fault, as it is found
 * @param note is told each case with its answer
 */
export async function play(
  stage: Stage,
  cases: readonly MakeCase[],
  { tell, note }: { readonly tell: (fault: Fault) => void; readonly note: Tally['note'] },
): Promise<Score> {
  const score = { crash: 0, 'server-error': 0, effect: 0 }
  const loose: string[] = []
  const keep = (error: unknown) =>
    void loose.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.on('uncaughtException', keep)
  process.on('unhandledRejection', keep)
  try {
    for (const [index, make] of cases.entries()) {
      if (index % refreshEvery === 0) {
        if (index > 0) await stage.props.refresh()
        await stage.watch.take()
      }
      stage.tick()
      const played = await make(stage)
      const answered = await send(stage.ports[played.to], played.asked)
      await stage.idle()
      note(played, answered)
      const found = faultsOf(
        answered,
        stage.takeErrors(),
        loose.splice(0),
        effectsOf(played.right, await stage.watch.take()),
      )
      for (const { kind, what } of found) {
        score[kind] += 1
        tell({ number: index + 1, kind, what, played, answered })
      }
    }
  } finally {
    process.off('uncaughtException', keep)
    process.off('unhandledRejection', keep)
  }
  return {
    cases: cases.length,
    crashes: score.crash,
    serverErrors: score['server-error'],
    effects: score.effect,
  }
}

function faultsOf(
  { status }: Answered,
  errors: readonly string[],
  loose: readonly string[],
  effects: readonly string[],
): Pick<Fault, 'kind' | 'what'>[] {
  const found: Pick<Fault, 'kind' | 'what'>[] = loose.map((what) => ({ kind: 'crash', what }))
  if (status === null) found.push({ kind: 'crash', what: 'no answer' })
  // What was logged as an error was answered as one, or hidden behind an answer: either way it is one.
  if ((status !== null && status >= 500) || errors.length > 0)
    found.push({ kind: 'server-error', what: errors.join('\n') || `answered ${status}` })
  if (effects.length > 0) found.push({ kind: 'effect', what: effects.join(', ') })
  return found
}
