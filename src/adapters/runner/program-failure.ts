import { plainTail } from './plain-detail.ts'
import type { ProgramEnd } from './run-program.ts'

/**
 * Why a program that did not succeed failed, for people.
 * @param what it is called, e.g. `the update program`
 * @param said the end of what it wrote on its error output
 */
export function programFailure(
  what: string,
  program: string,
  end: ProgramEnd,
  timeoutMs: number,
  said: string,
): string {
  const words = plainTail(said)
  return words === '' ? reason(what, program, end, timeoutMs) : `${reason(what, program, end, timeoutMs)}: ${words}`
}

function reason(what: string, program: string, end: ProgramEnd, timeoutMs: number): string {
  switch (end.kind) {
    case 'exited':
      return `${what} ended with exit code ${end.code}`
    case 'killed':
      return `${what} was ended by ${end.signal}, so how far it came is not known`
    case 'stopped':
      return end.because === 'timeout'
        ? `${what} did not end within ${duration(timeoutMs)} and was stopped, so how far it came is not known`
        : `${what} was stopped because Zerotouch shut down, so how far it came is not known`
    case 'not-started':
      return `${what} ${program} could not be started: ${end.reason}`
  }
}

const duration = (milliseconds: number): string =>
  milliseconds < 120_000 ? `${Math.ceil(milliseconds / 1_000)} seconds` : `${Math.round(milliseconds / 60_000)} minutes`
