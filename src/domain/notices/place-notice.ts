/** What the vendor hears of places that cannot be reached. */
export type PlaceFacts = {
  /** A place takes nothing any more; `reason` is its platform's word for why. */
  'place-gone': { readonly place: string; readonly reason: string }
  /** Nobody at a client could be told: by no channel, no message and no mailbox. `told` is the kind of the notice. */
  /** Of some deliveries nobody can find out whether they arrived; which they are is read when it is told. */
  'doubts-remain': Readonly<Record<never, never>>
  'nobody-told': { readonly told: string; readonly release: string | null }
}
