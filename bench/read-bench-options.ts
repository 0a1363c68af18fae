import { parseArgs } from 'node:util'

const all = ['rollout', 'deliver'] as const
type Measure = (typeof all)[number]

/** @throws with one sentence when an option is unknown or makes no sense */
export function readBenchOptions(args: readonly string[]): {
  readonly json: boolean
  /** How many clients the large roll-out has. */
  readonly clients: number
  readonly measures: readonly Measure[]
} {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, clients: { type: 'string', default: '10000' } },
  })
  const clients = Number(values.clients)
  if (!Number.isInteger(clients) || clients < 100) throw new Error('--clients must be a whole number from 100')
  const unknown = positionals.find((name) => !all.some((measure) => measure === name))
  if (unknown !== undefined) throw new Error(`${unknown} is not measured; ${all.join(', ')} are`)
  const measures = all.filter((measure) => positionals.length === 0 || positionals.includes(measure))
  return { json: values.json, clients, measures }
}
