import type { Temporal } from 'temporal-polyfill'
import type { Start, Starts } from '../../../../app/use-cases/starts.ts'
import { formatSystem } from '../../../../domain/people/system.ts'
import { showDate, showTime } from '../../../../domain/time/show-time.ts'
import { sameInstant } from '../../../../domain/time/span.ts'
import { abbreviation, wallClockOf } from '../../../../domain/time/zone.ts'
import type { RuleId } from '../../../../domain/updates/policy.ts'
import { seenOf } from '../../../../domain/updates/update.ts'
import { visibleText } from '../../../../notices/card/visible-text.ts'
import { freezeName } from '../../../../notices/words/freeze-name.ts'
import { forbiddenRuns, type Run } from './month.ts'

export type DayTimesProps = {
  readonly date: Temporal.PlainDate
  readonly times: readonly Start[]
  readonly starts: Starts
  readonly base: string
}

/** The quarter-hours of a day: those in the windows first, then the others, then what cannot be and why. */
export const DayTimes = ({ date, times, starts, base }: DayTimesProps) => {
  const { update, other } = starts
  const { zone } = update
  const free = times.filter(({ rule }) => rule === null)
  const show = clockOf(times, zone)
  const inside = free.filter(({ inWindow }) => inWindow)
  const outside = free.filter(({ inWindow }) => !inWindow)
  const list = (some: readonly Start[]) => (
    <ul class="times">
      {some.map(({ at }) => {
        const query = { system: formatSystem(update), seen: seenOf(update), startsAt: at.toISOString() }
        return (
          <li>
            <a class="button" href={`${base}/reschedule?${new URLSearchParams(query)}`}>
              {show(at)}
              {other && sameInstant(other.startsAt, at) && <small>with {other.environment}</small>}
            </a>
          </li>
        )
      })}
    </ul>
  )
  return (
    <section id="times" aria-labelledby="times-title">
      <h2 id="times-title">{showDate(date)}</h2>
      {inside.length > 0 && (
        <>
          <h3>In your maintenance window</h3>
          {list(inside)}
        </>
      )}
      {outside.length > 0 && (
        <details open={inside.length === 0}>
          <summary>
            Outside your maintenance windows ({outside.length}): possible, but people may be working then
          </summary>
          {list(outside)}
        </details>
      )}
      <Forbidden times={times} show={show} />
    </section>
  )
}

type ForbiddenProps = { readonly times: readonly Start[]; readonly show: (at: Date) => string }

const Forbidden = ({ times, show }: ForbiddenProps) => {
  const runs = forbiddenRuns(times)
  return runs.length === 0 ? null : (
    <>
      <h3>Not possible</h3>
      <ul>
        {runs.map(({ from, until, start }) => (
          <li>
            {isWhole(runs, times) ? 'All day' : `${show(from)} to ${show(until)}`}: {reasonOf(start)}
          </li>
        ))}
      </ul>
    </>
  )
}

const isWhole = (runs: readonly Run[], times: readonly Start[]): boolean =>
  runs.length === 1 && times.every(({ rule }) => rule !== null)

function reasonOf({ rule, freeze }: Start): string {
  if (rule === 'frozen' && freeze) return `frozen, ${visibleText(freezeName(freeze))}`
  return (rule && reasons[rule]) ?? 'not possible'
}

const reasons: Partial<Record<RuleId, string>> = {
  'too-soon': 'past, or too soon',
  'past-deadline': 'after the latest day',
  'no-capacity': 'full',
  'same-time': 'the present start',
}

/** On the day on which the clock changes every time says which of the two it is. */
function clockOf(times: readonly Start[], zone: string): (at: Date) => string {
  const names = new Set(times.map(({ at }) => abbreviation(at, zone)))
  return (at) =>
    names.size > 1 ? showTime(at, zone) : wallClockOf(at, zone).toPlainTime().toString({ smallestUnit: 'minute' })
}
