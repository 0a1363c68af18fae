import type { Temporal } from 'temporal-polyfill'
import type { Day, DayState } from './month.ts'

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** Each state has a sign and a word, so that nobody needs its colour. */
const states: Readonly<Record<DayState, { sign: string; word: string; meaning: string }>> = {
  window: { sign: '●', word: 'window', meaning: 'free in your maintenance window' },
  free: { sign: '○', word: 'free', meaning: 'free, but outside your windows' },
  full: { sign: '▦', word: 'full', meaning: 'every quarter-hour is taken' },
  frozen: { sign: '✱', word: 'frozen', meaning: 'a freeze lies over it' },
  'too-late': { sign: '×', word: 'too late', meaning: 'after the latest day' },
  'too-soon': { sign: '–', word: 'too soon', meaning: 'past, or too near' },
}

export type MonthCalendarProps = {
  readonly month: Temporal.PlainYearMonth
  readonly weeks: readonly (readonly Day[])[]
  readonly chosen: Temporal.PlainDate | null
  readonly today: Temporal.PlainDate
  /** Days that carry a word of their own: the present start, the other system’s. */
  readonly marks: ReadonlyMap<string, string>
  readonly hrefOf: (query: string) => string
  readonly earlier: Temporal.PlainYearMonth | null
  readonly later: Temporal.PlainYearMonth | null
}

/** A month to choose a day of. Days on which nothing can be chosen say why, and lead nowhere. */
export const MonthCalendar = (props: MonthCalendarProps) => {
  const { month, weeks, hrefOf, earlier, later } = props
  return (
    <>
      <div class="month-head">
        <h2 id="month">
          {monthNames[month.month - 1]} {month.year}
        </h2>
        <nav class="buttons" aria-label="Months">
          {earlier && (
            <a class="button" href={hrefOf(`month=${earlier}`)}>
              ← {monthNames[earlier.month - 1]}
            </a>
          )}
          {later && (
            <a class="button" href={hrefOf(`month=${later}`)}>
              {monthNames[later.month - 1]} →
            </a>
          )}
        </nav>
      </div>
      <table class="month" aria-labelledby="month">
        <thead>
          <tr>
            {dayNames.map((name) => (
              <th scope="col">
                <abbr title={name}>{name.slice(0, 3)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr>
              {week.map((day) => (
                <DayCell day={day} {...props} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul class="legend" aria-label="What the signs mean">
        {Object.entries(states).map(([state, { sign, word, meaning }]) => (
          <li>
            <span class={`day ${state}`} aria-hidden="true">
              {sign}
            </span>{' '}
            <strong>{word}</strong>: {meaning}
          </li>
        ))}
      </ul>
    </>
  )
}

const DayCell = ({ day, chosen, today, marks, hrefOf }: { day: Day } & MonthCalendarProps) => {
  const { date, inMonth, state } = day
  if (!inMonth) return <td class="other" />
  const mark = marks.get(date.toString())
  const { sign, word } = states[state]
  const isChosen = chosen?.equals(date) ?? false
  const content = (
    <>
      <span class="number">{date.day}</span>
      <span class="only-heard">
        {' '}
        {monthNames[date.month - 1]}, {dayNames[date.dayOfWeek - 1]}:
      </span>
      <span class="state">
        <span aria-hidden="true">{sign}</span> {word}
      </span>
      {date.equals(today) && <span class="mark">today</span>}
      {mark && <span class="mark">{mark}</span>}
    </>
  )
  return (
    <td aria-current={date.equals(today) ? 'date' : undefined}>
      {state === 'window' || state === 'free' ? (
        <a
          class={`day ${state}${isChosen ? ' chosen' : ''}`}
          aria-current={isChosen ? 'true' : undefined}
          href={hrefOf(`day=${date}#times`)}
        >
          {content}
        </a>
      ) : (
        <span class={`day ${state}`}>{content}</span>
      )}
    </td>
  )
}
