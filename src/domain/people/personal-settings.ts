import { defaultQuietHours, type QuietHours } from '../time/quiet-hours.ts'

/** What an administrator set for themselves in chat; kept apart from the client's document. */
export type PersonalSettings = {
  /** The hours in which no direct message disturbs them; null for none, the default when it is left out. */
  readonly quietHours?: QuietHours | null
  /** Whose clock the hours are read on, as an IANA zone; the client's when it is left out. */
  readonly zone?: string
  /** What does not come to them, by the way that it would have come. */
  readonly off?: Readonly<Partial<Record<PersonalWay, readonly Topic[]>>>
}

/** Ways that lead to one person. */
export const personalWays = ['mail', 'direct'] as const
export type PersonalWay = (typeof personalWays)[number]

/** What an administrator may do without. All else must reach somebody, and is sent to everybody. */
export const topics = ['reminders', 'changes', 'progress', 'requests'] as const
export type Topic = (typeof topics)[number]

/** What also comes as a direct message, to those who chose that; of all else a direct message tells nobody. */
const directTopics: readonly Topic[] = ['reminders']

/**
 * @returns the ways by which something comes to somebody, in the order of `personalWays`: what they chose, or by mail where
 * they never chose; none where they do without
 */
export function waysOf(topic: Topic, { off }: PersonalSettings = {}): readonly PersonalWay[] {
  if (!off) return ['mail']
  return personalWays.filter((way) => (way === 'mail' || directTopics.includes(topic)) && !off[way]?.includes(topic))
}

/**
 * @param administrator an id; null, or somebody who is not on file any more, has the defaults
 * @returns the hours in which an administrator is left alone, and on whose clock; null when they keep none
 */
export function quietHoursOf(
  client: {
    readonly zone: string
    readonly administrators: readonly { readonly id: string; readonly settings?: PersonalSettings }[]
  },
  administrator: string | null,
): { readonly hours: QuietHours; readonly zone: string } | null {
  const settings = client.administrators.find(({ id }) => id === administrator)?.settings ?? {}
  const hours = settings.quietHours === undefined ? defaultQuietHours : settings.quietHours
  return hours && { hours, zone: settings.zone ?? client.zone }
}
