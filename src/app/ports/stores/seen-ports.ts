import type { Identity } from '../../../domain/people/actor.ts'
import type { Way } from '../../../domain/people/way.ts'

/** Somebody has seen that an update is planned, and by which way they said so or acted on it. */
export type SeenBy = Identity & { readonly update: string; readonly at: Date; readonly way: Way }

/** Who has seen what is planned: each person for themselves, of each update (DESIGN 4.3). */
export type SeenPlans = {
  /**
   * Writes down that somebody has seen these updates, by the way that the transaction came in; what was written down
   * before stays as it is.
   * @returns whether anything of it is new
   */
  note(updates: readonly string[], by: Identity, at: Date): Promise<boolean>
  /** Everybody who has seen one of these updates; who was first comes first. */
  of(updates: readonly string[]): Promise<readonly SeenBy[]>
}
