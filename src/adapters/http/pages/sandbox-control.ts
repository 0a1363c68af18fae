/** What the sandbox shows on its landing page and lets its visitor do there. */
export type SandboxControl = {
  view(): Promise<SandboxView>
  /** Makes it be `instant`; the clock goes forward only. */
  advanceTo(instant: Date): Promise<void>
  /** Does one of the things that `view` offers. @returns false when nothing of that name can be done now */
  act(what: string): Promise<boolean>
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
  }[]
  /** Moments worth going to, soonest first. */
  readonly moments: readonly { readonly label: string; readonly at: string; readonly instant: string }[]
  readonly acts: readonly { readonly what: string; readonly label: string; readonly note: string }[]
}
