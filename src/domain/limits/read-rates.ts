import { day, hour, minute } from '../time/span.ts'
import { ok, type Result, refuse } from '../values/result.ts'
import type { Rate } from './rate.ts'

const units: Readonly<Record<string, number>> = { min: minute, hour, day }
const one = /^([1-9]\d{0,5})\/([1-9]\d{0,3})?(min|hour|day)$/

/**
 * Reads rates such as `2/hour,6/day` or `1/10min`; all of them hold.
 * @returns them, or what is wrong in a few words
 */
export function readRates(text: string): Result<readonly Rate[], string> {
  const rates: Rate[] = []
  for (const part of text.split(',')) {
    const [, count, times = '1', unit = ''] = one.exec(part.trim()) ?? []
    const milliseconds = units[unit]
    if (count === undefined || milliseconds === undefined)
      return refuse('must look like 10/day, 1/10min or 2/hour,6/day')
    rates.push({ count: Number(count), milliseconds: Number(times) * milliseconds })
  }
  return ok(rates)
}
