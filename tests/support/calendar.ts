import ICAL from 'ical.js'

export type Shown = {
  readonly uid: string
  readonly sequence: number
  readonly method: string
  readonly status: string
  readonly starts: string
  readonly ends: string
  readonly title: string
}

/** Reads a calendar file with another library than the one that wrote it. */
export function readCalendarFile(content: string): Shown {
  const file = new ICAL.Component(ICAL.parse(content))
  const events = file.getAllSubcomponents('vevent')
  const [first] = events
  if (!first || events.length > 1) throw new Error(`the file holds ${events.length} events`)
  const event = new ICAL.Event(first)
  const instant = (time: ICAL.Time): string => {
    if (time.zone !== ICAL.Timezone.utcTimezone) throw new Error('a time that is not in UTC')
    return time.toJSDate().toISOString()
  }
  return {
    uid: event.uid,
    sequence: event.sequence,
    method: String(file.getFirstPropertyValue('method')),
    status: String(first.getFirstPropertyValue('status')),
    starts: instant(event.startDate),
    ends: instant(event.endDate),
    title: event.summary,
  }
}

/** A calendar that takes in what is mailed as RFC 5546 says: by UID, and nothing older than what it has. */
export function makeCalendar() {
  const entries = new Map<string, Shown>()
  return {
    take(content: string): void {
      const shown = readCalendarFile(content)
      const known = entries.get(shown.uid)
      // Two mails that were both held up tell the same; nothing that differs may come under one sequence.
      if (known?.sequence === shown.sequence && JSON.stringify(known) === JSON.stringify(shown)) return
      if (known && shown.sequence <= known.sequence) throw new Error(`${shown.uid} did not rise`)
      entries.set(shown.uid, shown)
    },
    /** What its owner sees, e.g. `2026-12-06T06:00Z Update of Acme production to 3.9.12`. */
    entries: (): string[] =>
      [...entries.values()]
        .filter(({ method }) => method !== 'CANCEL')
        .map(({ starts, title }) => `${starts.slice(0, 16)}Z ${title}`)
        .sort(),
    known: (): readonly Shown[] => [...entries.values()],
  }
}
