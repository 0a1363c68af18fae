import { Temporal } from 'temporal-polyfill'
import type { Starts } from '../../../../app/use-cases/starts.ts'
import type { Client } from '../../../../domain/people/client.ts'
import { formatSystem } from '../../../../domain/people/system.ts'
import { showDay, showInstant } from '../../../../domain/time/show-time.ts'
import { after, day, later as laterOf } from '../../../../domain/time/span.ts'
import { wallClockOf } from '../../../../domain/time/zone.ts'
import { seenOf } from '../../../../domain/updates/update.ts'
import { visibleText } from '../../../../notices/card/visible-text.ts'
import { Layout } from '../layout.tsx'
import { DayTimes } from './day-times.tsx'
import { weeksOf } from './month.ts'
import { MonthCalendar } from './month-calendar.tsx'

export type TimesPageProps = {
  readonly client: Client
  readonly starts: Starts
  readonly month: Temporal.PlainYearMonth
  readonly chosen: Temporal.PlainDate | null
  readonly now: Date
  readonly base: string
  readonly who: string
}

/** Chooses a new start for one system: a month, then a day, then a quarter-hour. */
export const TimesPage = ({ client, starts, month, chosen, now, base, who }: TimesPageProps) => {
  const { update, limits, other, restores, byServices } = starts
  const { zone } = client
  const here = `${base}/times/${update.environment}`
  const weeks = weeksOf(month, zone, starts.starts)
  const times = chosen && weeks.flat().find(({ date, inMonth }) => inMonth && date.equals(chosen))
  const last = byServices ? laterOf(after(now, servicesLookAhead), limits.deadline) : after(limits.deadline, -1)
  const typed = new URLSearchParams({ system: formatSystem(update), seen: seenOf(update) })
  return (
    <Layout title={`${restores ? 'Restore' : 'Move'} ${update.environment}`} who={who}>
      <p>
        <a href={base}>← Updates of {visibleText(client.name)}</a>
      </p>
      <h1>
        {restores ? 'Restore' : 'Move'} {update.environment}: release {update.release}
      </h1>
      <p>
        {restores ? 'It was planned for' : 'It starts'} <strong>{showInstant(update.startsAt, zone)}</strong>.{' '}
        {!byServices && <>The latest day is {showDay(after(limits.deadline, -1), zone)}. </>}
        {other && (
          <>
            {other.environment === 'staging' ? 'Staging' : 'Production'} starts {showInstant(other.startsAt, zone)} and
            stays there.
          </>
        )}
      </p>
      <p class="muted">
        All times are in {zone}. Choose a day, or <a href={`${base}/reschedule?${typed}`}>enter a date and a time</a>.
      </p>
      <MonthCalendar
        month={month}
        weeks={weeks}
        chosen={chosen}
        today={wallClockOf(now, zone).toPlainDate()}
        marks={marksOf(starts, zone)}
        hrefOf={(query) => `${here}?${query}`}
        earlier={within(month.subtract({ months: 1 }), now, last, zone)}
        later={within(month.add({ months: 1 }), now, last, zone)}
      />
      {times ? (
        <DayTimes date={times.date} times={times.starts} starts={starts} base={base} />
      ) : (
        <p id="times" class="muted">
          Choose a day to see its times.
        </p>
      )}
    </Layout>
  )
}

/** Services are not bound by the deadline, but have no use for years. */
const servicesLookAhead = 120 * day

function within(month: Temporal.PlainYearMonth, from: Date, until: Date, zone: string) {
  const [first, last] = [from, until].map((at) => wallClockOf(at, zone).toPlainDate().toPlainYearMonth())
  const outside =
    !first ||
    !last ||
    Temporal.PlainYearMonth.compare(month, first) < 0 ||
    Temporal.PlainYearMonth.compare(month, last) > 0
  return outside ? null : month
}

function marksOf({ update, other, restores }: Starts, zone: string): ReadonlyMap<string, string> {
  const marks = new Map<string, string>()
  const dayOf = (at: Date) => wallClockOf(at, zone).toPlainDate().toString()
  if (other) marks.set(dayOf(other.startsAt), other.environment)
  if (!restores) {
    const own = dayOf(update.startsAt)
    marks.set(own, marks.has(own) ? 'both start' : 'starts')
  }
  return marks
}
