/** The boards of releases: one message each in the ops channel, which is redrawn as the roll-out goes on. */
export type Boards = {
  /**
   * Takes for a look the releases of which something is still on its way or waits for somebody, or did at the last look, where anything
   * happened since or ten minutes went by, unless somebody looked at them after `since`: of several processes one looks.
   * @returns their versions
   */
  take(since: Date, now: Date): Promise<readonly string[]>
  /** Has a release looked at once more, whether or not anything of it moves. */
  lookAgain(release: string): Promise<void>
  /** What stands in a place under a key, or is on its way there. */
  standing(place: string, key: string): Promise<Standing>
}

export type Standing = {
  /** Nothing more is owed while one is on its way: it is drawn when it is sent. */
  readonly isOnItsWay: boolean
  /** What the message shows, as `showsOf` names it; null when none stands, undefined when that is not known. */
  readonly shows: string | null | undefined
}
