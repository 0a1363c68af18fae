/** The notices that another one takes back: of these kinds, about the one thing that a fact of theirs names. */
export type TakenBack = {
  readonly kinds: readonly string[]
  readonly fact: 'request' | 'freeze'
  readonly id: string
}
