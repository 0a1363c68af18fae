export { loopbackPort as freePort } from './embedded-postgres/loopback-port.ts'

/**
 * Where the sandbox's servers are looked for first; one that is taken is replaced by a free one. None of them is on the
 * list of ports that browsers and fetch refuse (4190 is).
 */
export const SANDBOX_PORTS = {
  app: 4170,
  slack: 4180,
  mailPage: 4181,
  smtp: 4182,
  postgres: 4183,
  teams: 4184,
} as const

export type SandboxPorts = Readonly<Record<keyof typeof SANDBOX_PORTS, number>>

/** No wish: any that are free. */
export const noPorts: SandboxPorts = { app: 0, slack: 0, mailPage: 0, smtp: 0, postgres: 0, teams: 0 }
