/** Systems that are done when their update has gone through, at one of some times. Times are UTC milliseconds. */
export type Course = {
  readonly systems: number
  /** When the first, second … try is made. */
  readonly tries: readonly number[]
  /** How likely one try fails. */
  readonly fails: number
  /** How likely it is over without any try: cancelled, or left to a fix. */
  readonly drops: number
  /** How likely somebody chooses another time, and between which two it then lies, any as likely as another. */
  readonly moves: readonly Move[]
}

export type Move = { readonly chance: number; readonly from: number; readonly until: number }

/** Courses that come about together, and how likely that is. */
export type Case = { readonly chance: number; readonly courses: readonly Course[] }

/** @returns how likely it is that the last of all has started for good by `at` */
export const chanceOver = (cases: readonly Case[], at: number): number =>
  cases.reduce((sum, { chance, courses }) => sum + chance * Math.exp(logOver(courses, at)), 0)

const logOver = (courses: readonly Course[], at: number): number => {
  let sum = 0
  for (const course of courses) {
    const over = overBy(course, at)
    if (over === 0) return Number.NEGATIVE_INFINITY
    sum += course.systems * Math.log(over)
  }
  return sum
}

function overBy({ tries, fails, drops, moves }: Course, at: number): number {
  let made = 0
  while (made < tries.length && (tries[made] ?? at) <= at) made += 1
  const throughByNow = 1 - fails ** made
  let [stays, moved] = [1 - drops, 0]
  for (const move of moves) {
    stays -= move.chance
    moved += move.chance * partBy(move, at)
  }
  return drops + moved + stays * throughByNow
}

const partBy = ({ from, until }: Move, at: number): number =>
  until <= from ? 1 : Math.min(1, Math.max(0, (at - from) / (until - from)))

/**
 * @returns the first instant, to the minute, by which it is at least so likely that all is over, UTC milliseconds; null
 * when that is not before `latest`
 */
export function quantile(cases: readonly Case[], chance: number, earliest: number, latest: number): number | null {
  if (chanceOver(cases, latest) < chance) return null
  let [low, high] = [earliest, latest]
  while (high - low > 60_000) {
    const middle = (low + high) / 2
    if (chanceOver(cases, middle) < chance) low = middle
    else high = middle
  }
  return chanceOver(cases, low) >= chance ? low : high
}
