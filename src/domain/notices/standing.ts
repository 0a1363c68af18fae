// The names of messages that keep standing in their places and are redrawn as things change.

/** Of a release at one client. */
export const rolloutStanding = (client: string, release: string): string => `rollout:${client}:${release}`
/** Of a release at all clients, in ops. */
export const releaseStanding = (release: string): string => `release:${release}`
/** Of the reminder that was given last, and of the digest of what waits in a room. */
export const reminderStanding = (client: string, release: string): string => `reminder:${client}:${release}`
export const waitingStanding = (room: string): string => `waiting:${room}`
export const requestStanding = (request: string): string => `request:${request}`
/** Of an update that failed or went silent, in the rooms. */
export const incidentStanding = (update: string): string => `incident:${update}`
export const reportStanding = (verification: string): string => `report:${verification}`
export const fingerprintStanding = (release: string, fingerprint: string): string =>
  `fingerprint:${release}:${fingerprint}`
