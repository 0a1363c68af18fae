import type { Registration } from './registrations.ts'
import type { TokenCheck } from './verify-token.ts'

/**
 * For the sandbox alone: Microsoft's Agents Playground signs nothing. What it sends counts as said in the one tenant of
 * the sandbox, and answers go to this machine only.
 */
export const unsignedCheck =
  (registration: Registration, serviceUrl: string): TokenCheck =>
  async () => ({ ok: true, registration, serviceUrl, endorsements: ['msteams'] })
