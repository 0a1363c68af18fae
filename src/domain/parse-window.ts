import { ok, type Result, refuse } from './result.ts'

export type Weekday = 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN'

/** Monday first, as ISO 8601 counts. */
export const weekdays: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']

/** A moment of every week on a wall clock: `minute` counts from midnight, 0 to 1439. */
export type WeeklyMoment = { readonly day: Weekday; readonly minute: number }

/** A span of every week, on the client's wall clock: open from `opens` until just before `closes`. */
export type MaintenanceWindow = { readonly opens: WeeklyMoment; readonly closes: WeeklyMoment }

const SHAPE = /^([a-z]+)\s*(\d{1,2}):(\d{2})\s*[-–—]\s*(?:([a-z]+)\s*)?(\d{1,2}):(\d{2})$/i
const DAYS = new Map(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].flatMap((name, i) => {
    const day = weekdays[i] ?? 'MON'
    return [[name, day] as const, [name.slice(0, 3), day] as const]
  }),
)
const FORM = 'write it as SUN 01:00-05:00, or over midnight as SAT 23:00-SUN 02:00'

/**
 * Reads a maintenance window. Accepted: `SUN 01:00-05:00`; `SAT 23:00-SUN 02:00`; `SAT 23:00-02:00` (an end at or
 * before the start is on the next day); several days, `FRI 22:00-MON 04:00`; an end of `24:00`; any case, full day
 * names, one-digit hours, spaces or a typographic dash around the middle.
 * Refused, with a `detail` to show: another form, an unknown day, a time that no clock shows, the same start and end,
 * an end before the start on the same named day.
 */
export function parseWindow(text: string): Result<MaintenanceWindow, { readonly detail: string }> {
  const shown = text.trim().slice(0, 60)
  const parts = SHAPE.exec(text.trim().replace(/\s+/g, ' '))
  if (!parts) return refuse({ detail: `"${shown}" is not a window: ${FORM}` })
  const [, fromDay = '', fromHour = '', fromMinute = '', toDay, toHour = '', toMinute = ''] = parts

  for (const name of toDay === undefined ? [fromDay] : [fromDay, toDay]) {
    if (!DAYS.has(name.toLowerCase()))
      return refuse({ detail: `"${name}" is not a day of the week: ${FORM}` })
  }
  const opensAt = minuteOfDay(fromHour, fromMinute, 1439)
  const closesAt = minuteOfDay(toHour, toMinute, 1440)
  if (opensAt === null) return refuse({ detail: `no clock shows ${fromHour}:${fromMinute}: ${FORM}` })
  if (closesAt === null) return refuse({ detail: `no clock shows ${toHour}:${toMinute}: ${FORM}` })

  const opens = momentOf(fromDay, opensAt)
  const nextDay = toDay === undefined && closesAt < opensAt
  const closes = momentOf(toDay ?? fromDay, nextDay ? closesAt + 1440 : closesAt)
  if (opens.day === closes.day && opens.minute === closes.minute) {
    return refuse({ detail: `"${shown}" opens and closes at the same time: ${FORM}` })
  }
  if (opens.day === closes.day && closes.minute < opens.minute) {
    return refuse({ detail: `"${shown}" closes before it opens: name the day on which it closes` })
  }
  return ok({ opens, closes })
}

/** @returns the window as `parseWindow` reads it: `SUN 01:00-05:00`, with the second day where it is another one. */
export function formatWindow({ opens, closes }: MaintenanceWindow): string {
  const closingDay = closes.day === opens.day ? '' : `${closes.day} `
  return `${opens.day} ${clock(opens.minute)}-${closingDay}${clock(closes.minute)}`
}

function minuteOfDay(hour: string, minute: string, latest: number): number | null {
  const minutes = Number(hour) * 60 + Number(minute)
  return Number(minute) < 60 && minutes <= latest ? minutes : null
}

function momentOf(dayName: string, minute: number): WeeklyMoment {
  const day = DAYS.get(dayName.toLowerCase()) ?? 'MON'
  const later = weekdays[(weekdays.indexOf(day) + 1) % 7] ?? 'MON'
  return minute < 1440 ? { day, minute } : { day: later, minute: minute - 1440 }
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
