import type { Route } from '../../domain/notices/route.ts'
import { rolloutStanding } from '../../domain/notices/standing.ts'
import type { Environment } from '../../domain/people/system.ts'
import { productionOf } from './news/about-update.ts'

export type AboutStarts = {
  readonly release: string
  readonly starts: readonly { readonly update: string; readonly environment: Environment }[]
}

/** The joint notice is mailed once, for both systems; staging alone is never mailed. */
export function routeOfStarts({ release, starts }: AboutStarts, client: string): Route {
  const [first, ...others] = new Set(starts.map(({ environment }) => environment))
  return {
    standing: rolloutStanding(client, release),
    mail: true,
    inbox: first && others.length === 0 ? first : 'both',
    staging: first === 'staging' && others.length === 0,
  }
}

export const productionAmong = ({ starts }: AboutStarts): string | null =>
  starts.map(productionOf).find((update) => update !== null) ?? null
