export { loopbackPort as freePort } from '../../adapters/embedded-postgres/loopback-port.ts'

/** Where the sandbox's servers are looked for first; a port that is taken is replaced by a free one. */
export const SANDBOX_PORTS = { app: 4170, slack: 4180, mailPage: 4190, smtp: 4191, postgres: 4192 } as const
