import type { BoardView } from '../../../../app/use-cases/board-reads.ts'
import type { DayOfStarts } from '../../../../domain/time/days-of-starts.ts'
import { showDay } from '../../../../domain/time/show-time.ts'
import { wallClockOf } from '../../../../domain/time/zone.ts'
import { counted, number } from '../../../../notices/words/words.ts'

/** When systems start on the days to come, as a picture and, for those who do not see it, in a table. */
export const StartsSection = ({ board: { days, zone, slotCapacity } }: { board: BoardView }) => {
  const [systems, held] = [sumOf(days, 'systems'), sumOf(days, 'held')]
  const busy = days.filter((day) => day.systems + day.held > 0)
  const highest = Math.max(1, ...days.map((day) => day.systems + day.held))
  return (
    <section id="starts" data-live="" aria-labelledby="starts-title">
      <h2 id="starts-title">Starts of the next four weeks</h2>
      <p>{systems + held === 0 ? 'Nothing is planned.' : startsWords(days, { slotCapacity, zone })}</p>
      {systems + held > 0 && (
        <>
          <ol class="days" aria-hidden="true">
            {days.map((day) => (
              <Day day={day} highest={highest} zone={zone} />
            ))}
          </ol>
          <details>
            <summary>The same in numbers</summary>
            <table>
              <thead>
                <tr>
                  <th scope="col">Day</th>
                  <th scope="col" class="number">
                    Systems
                  </th>
                  <th scope="col" class="number">
                    On hold
                  </th>
                  <th scope="col" class="number">
                    Most in a quarter-hour
                  </th>
                  <th scope="col" class="number">
                    Full
                  </th>
                </tr>
              </thead>
              <tbody>
                {busy.map((day) => (
                  <tr>
                    <th scope="row">{showDay(day.from, zone)}</th>
                    <td class="number">{number(day.systems)}</td>
                    <td class="number">{number(day.held)}</td>
                    <td class="number">{number(day.fullest)}</td>
                    <td class="number">{number(day.fullSlots)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  )
}

const sumOf = (days: readonly DayOfStarts[], count: 'systems' | 'held' | 'fullSlots'): number =>
  days.reduce((sum, day) => sum + day[count], 0)

function startsWords(
  days: readonly DayOfStarts[],
  { slotCapacity, zone }: { readonly slotCapacity: number; readonly zone: string },
): string {
  const [systems, held, full] = [sumOf(days, 'systems'), sumOf(days, 'held'), sumOf(days, 'fullSlots')]
  const on = (count: 'systems' | 'held'): string => `on ${counted(days.filter((day) => day[count] > 0).length, 'day')}`
  const starting = `${counted(systems, 'system starts', 'systems start')} ${on('systems')}`
  const waiting = `${counted(held, 'system on hold keeps its place', 'systems on hold keep their place')} ${on('held')}`
  return [
    ...(systems > 0 ? [`${starting}.`] : []),
    ...(held > 0 ? [`${waiting}.`] : []),
    `At most ${number(slotCapacity)} in a quarter-hour; ${full === 0 ? 'none is full' : `${number(full)} ${full === 1 ? 'is' : 'are'} full`}.`,
    `Days are those of ${zone}.`,
  ].join(' ')
}

const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']

type DayProps = { readonly day: DayOfStarts; readonly highest: number; readonly zone: string }

const Day = ({ day, highest, zone }: DayProps) => {
  const date = wallClockOf(day.from, zone)
  const [starts, held] = [heightOf(day.systems, highest), heightOf(day.held, highest)]
  return (
    <li class={day.fullSlots > 0 ? 'full' : undefined}>
      <span class="count">{day.systems + day.held > 0 ? number(day.systems + day.held) : ''}</span>
      <svg viewBox="0 0 20 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="ground" x="0" y="98" width="20" height="2" />
        <rect class="starts" x="3" width="14" y={(98 - starts).toFixed(1)} height={starts.toFixed(1)} />
        <rect class="held" x="3" width="14" y={(98 - starts - held).toFixed(1)} height={held.toFixed(1)} />
      </svg>
      <span>
        {weekdays[date.dayOfWeek - 1]}
        <br />
        {date.day}
        {day.fullSlots > 0 && '!'}
      </span>
    </li>
  )
}

const heightOf = (systems: number, highest: number): number =>
  systems === 0 ? 0 : Math.max(3, (96 * systems) / highest)
