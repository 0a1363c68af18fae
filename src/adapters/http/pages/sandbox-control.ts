/** What the sandbox shows on its landing page and lets its visitor do there. */
export type SandboxControl = {
  view(): Promise<SandboxView>
  /** Makes it be `instant`; the clock goes forward only. */
  advanceTo(instant: Date): Promise<void>
  /** Does one of the things that `view` offers. @returns false when nothing of that name can be done now */
  act(what: string): Promise<boolean>
  /**
   * Makes a fresh link to a page that `view` offers, as its reader would be given it in chat.
   * @param client null for the board
   * @returns null when there is no such page now
   */
  open(page: string, client: string | null): Promise<string | null>
}

/** A page with the address that leads to a fresh link, or why there is nothing to see yet. */
export type SandboxPage = {
  readonly label: string
  readonly href: string | null
  readonly note: string | null
}

export type SandboxView = {
  readonly now: string
  readonly links: readonly { readonly label: string; readonly href: string; readonly note: string }[]
  /** What to try; what is to be typed stands between back-ticks. */
  readonly steps: readonly string[]
  readonly clients: readonly {
    readonly name: string
    readonly zone: string
    readonly lines: readonly string[]
    /** Who reads the pages. */
    readonly reader: string
    readonly pages: readonly SandboxPage[]
  }[]
  /** Moments worth going to, soonest first. */
  readonly moments: readonly { readonly label: string; readonly at: string; readonly instant: string }[]
  readonly acts: readonly { readonly what: string; readonly label: string; readonly note: string }[]
}
