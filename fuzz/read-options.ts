import { parseArgs } from 'node:util'
import { type Area, areas } from './case.ts'

export type Options = {
  readonly cases: number
  /** The same seed and number of cases is the same run. */
  readonly seed: number
  readonly json: boolean
  /** Which doors are knocked at. */
  readonly areas: readonly Area[]
  /** Folders whose files the report bodies are made from. */
  readonly samples: readonly string[]
}

const sampleFolders = ['health-reports', 'report-cases', 'report-formats', 'report-archives']

/** @throws with one sentence when an option is unknown or makes no sense */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      area: { type: 'string', multiple: true, default: [...areas] },
      samples: {
        type: 'string',
        multiple: true,
        default: sampleFolders.map((folder) => `tests/fixtures/${folder}`),
      },
      json: { type: 'boolean', default: false },
    },
  })
  const chosen = areas.filter((area) => values.area.includes(area))
  const unknown = values.area.find((name) => !areas.some((area) => area === name))
  if (unknown !== undefined) throw new Error(`--area must be one of ${areas.join(', ')}`)
  return {
    cases: count('--cases', values.cases, 1),
    seed: count('--seed', values.seed, 0),
    areas: chosen,
    samples: values.samples,
    json: values.json,
  }
}

function count(name: string, text: string, least: number): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= least) return number
  throw new Error(`${name} must be a whole number from ${least}`)
}
