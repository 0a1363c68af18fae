/** What we ask of the vendor's mail server at most. Servers differ: these are ours, and bearable for a small one. */
export const limits = {
  /** Kept by one process. */
  connections: 5,
  /** By all processes together. */
  rate: { count: 50, milliseconds: 1_000 },
} as const

/** The lane of every mail: there is one server. */
export const mailLane = {
  key: 'mail',
  rates: [limits.rate],
  atOnce: limits.connections,
} as const
