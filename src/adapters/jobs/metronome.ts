/** Beats until it is stopped. */
export type Metronome = { stop(): Promise<void> }

/**
 * Calls `beat` at once and then every `everyMs`, except while the one before is still at it.
 * @param beat is told its number, from 0; it never rejects
 */
export function makeMetronome(everyMs: number, beat: (count: number) => Promise<void>): Metronome {
  let count = 0
  let beating: Promise<void> | null = null
  const strike = () => {
    beating ??= beat(count++).finally(() => {
      beating = null
    })
  }
  const timer = setInterval(strike, everyMs)
  strike()
  return {
    async stop() {
      clearInterval(timer)
      await beating
    },
  }
}
