import type { Client } from '../../domain/people/client.ts'
import { showWindow } from '../../domain/time/windows/show-window.ts'

/** A card is read in seconds. */
const mostShown = 8

/** @returns windows in plain words, in one line: `Sundays, 01:00 to 05:00; the last Friday of each month, 22:00 to 24:00` */
export function windowsSaid(windows: readonly string[]): string {
  const more = windows.length - mostShown
  const shown = windows.slice(0, mostShown).map(showWindow).join('; ')
  return more > 0 ? `${shown}; and ${more} more` : shown
}

/** The same with the zone on whose clock they are read. */
export const windowWords = ({ zone, windows }: Pick<Client, 'zone' | 'windows'>): string =>
  `${windowsSaid(windows)} (${zone})`

/** Said wherever windows or a zone are set. */
export const staysWords =
  'What is scheduled already stays where it is: you were told of those starts. Updates to come are planned in the new windows.'
