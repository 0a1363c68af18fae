import { parseArgs } from 'node:util'

export type Options = {
  /** How long there is load and chaos; settling comes on top. */
  readonly seconds: number
  readonly backend: 'postgres' | 'redis'
  readonly json: boolean
  readonly seed: number
}

/** @throws with one sentence when an option is unknown or makes no sense */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '20' },
      backend: { type: 'string', default: 'postgres' },
      seed: { type: 'string', default: String(Date.now() % 100_000) },
      json: { type: 'boolean', default: false },
    },
  })
  const { backend, json } = values
  if (backend !== 'postgres' && backend !== 'redis') throw new Error('--backend must be postgres or redis')
  return {
    seconds: count('--seconds', values.seconds, 5),
    backend,
    json,
    seed: count('--seed', values.seed, 0),
  }
}

function count(name: string, text: string, least: number): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least) return number
  throw new Error(`${name} must be a whole number from ${least}`)
}
