import type { Environment } from '../../domain/people/system.ts'
import { type Notice, wordOf } from './notice.ts'

/** @returns e.g. `Update scheduled (3.9.12, production and staging)` */
export function headingOf(notice: Notice): string {
  const { release, environments } = aboutOf(notice)
  const about = [release, environments.join(' and ')].filter((word) => word).join(', ')
  const word = wordOf(notice.kind)
  return about ? `${word} (${about})` : word
}

/** What a notice speaks of, whatever its kind. */
export function aboutOf({ facts }: Notice): {
  readonly release: string | null
  readonly update: string | null
  readonly request: string | null
  readonly environments: readonly Environment[]
} {
  const environments =
    'environment' in facts
      ? [facts.environment]
      : 'starts' in facts
        ? facts.starts.map(({ environment }) => environment)
        : []
  return {
    release: 'release' in facts ? facts.release : null,
    update: 'update' in facts ? facts.update : null,
    request: 'request' in facts ? facts.request : null,
    environments: [...new Set(environments)],
  }
}
