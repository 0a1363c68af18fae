/**
 * Does at once what is asked for in the same moment.
 * @param act answers all, in the order in which they were asked for
 */
export function inOneGo<Wish, Answer>(
  act: (wishes: readonly Wish[]) => Promise<readonly Answer[]>,
): (wish: Wish) => Promise<Answer> {
  let round: { readonly wishes: Wish[]; readonly answers: Promise<readonly Answer[]> } | null = null
  const begin = () => {
    const wishes: Wish[] = []
    const answers = endOfTheMoment().then(() => {
      round = null
      return act(wishes)
    })
    return { wishes, answers }
  }
  return async (wish) => {
    round ??= begin()
    const { wishes, answers } = round
    const at = wishes.push(wish) - 1
    return (await answers)[at] as Answer
  }
}

const endOfTheMoment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
