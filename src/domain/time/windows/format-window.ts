import { clockOf, closingOf, type MaintenanceWindow, runsOf, weekdayAfter, weekdays } from './window.ts'

/**
 * @returns the window as it is kept, and as `parseWindow` reads it: `SUN 01:00-05:00`, `SAT 23:00-SUN 02:00`,
 * `MON-FRI 22:00-02:00`, `daily 02:00-04:00`, `first,third SUN 02:00-06:00`.
 */
export function formatWindow(window: MaintenanceWindow): string {
  const { days, nths, opens } = window
  const { daysLater, minute } = closingOf(window)
  const [only, ...others] = days
  const closingDay = only && others.length === 0 && daysLater > 0 ? `${weekdayAfter(only, daysLater)} ` : ''
  const which = nths ? `${nths.join(',')} ` : ''
  return `${which}${daysOf(window)} ${clockOf(opens)}-${closingDay}${clockOf(minute)}`
}

function daysOf({ days, nths }: MaintenanceWindow): string {
  if (nths) return days.join(',')
  if (days.length === weekdays.length) return 'daily'
  return runsOf(days)
    .flatMap(([first, last]) => {
      if (first === last) return [first]
      return weekdayAfter(first, 1) === last ? [first, last] : [`${first}-${last}`]
    })
    .join(',')
}
