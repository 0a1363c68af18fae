import { confused, missed } from './known-mistakes.ts'
import { otherCodes } from './other-codes.ts'
import { otherWords } from './other-words.ts'
import { samePlaces } from './same-places.ts'
import { sameTimesAndIds } from './same-times-and-ids.ts'

/** Messages of one test case that a specialist takes for one failure: they differ by run, by copy or by client alone. */
export const same = [...sameTimesAndIds, ...samePlaces]

/** Messages of one test case that a specialist takes for two: a decision about one says nothing about the other. */
export const different = [...otherCodes, ...otherWords]

export { confused, missed }
