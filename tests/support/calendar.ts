import ICAL from 'ical.js'

export type Shown = {
  readonly uid: string
  readonly sequence: number
  readonly method: string
  readonly status: string
  readonly starts: string
  readonly ends: string
  readonly title: string
  readonly text: string
}

/** Reads a calendar file with another library than the one that wrote it. */
export function readCalendarFile(content: string): Shown[] {
  const file = new ICAL.Component(ICAL.parse(content))
  const instant = (time: ICAL.Time): string => {
    if (time.zone !== ICAL.Timezone.utcTimezone) throw new Error('a time that is not in UTC')
    return time.toJSDate().toISOString()
  }
  return file.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      sequence: event.sequence,
      method: String(file.getFirstPropertyValue('method')),
      status: String(component.getFirstPropertyValue('status')),
      starts: instant(event.startDate),
      ends: instant(event.endDate),
      title: event.summary,
      text: event.description,
    }
  })
}

/** @throws where an invitation holds more than one entry, which no calendar takes in */
export function readInvitation(content: string): Shown {
  const [first, ...others] = readCalendarFile(content)
  if (!first || others.length > 0) throw new Error(`the invitation holds ${others.length + 1} events`)
  return first
}

/** A calendar that takes in what is mailed as RFC 5546 says: by UID, and nothing older than what it has. */
export function makeCalendar() {
  const entries = new Map<string, Shown>()
  return {
    take(content: string): void {
      const shown = readInvitation(content)
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
