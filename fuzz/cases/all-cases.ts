import fc from 'fast-check'
import type { Area, MakeCase } from '../case.ts'
import type { Stage } from '../stage/open-stage.ts'
import { apiCases, type OpenApi } from './api-cases.ts'
import { crawlCases } from './crawl-cases.ts'
import { pageCases } from './page-cases.ts'
import { rawCases } from './raw-cases.ts'
import { reportCases } from './report-cases.ts'
import { slackCases } from './slack-cases.ts'
import { teamsCases } from './teams-cases.ts'

/** How often each door is knocked at. */
const weights: Readonly<Record<Area, number>> = {
  api: 30,
  reports: 15,
  slack: 22,
  teams: 10,
  pages: 20,
  raw: 3,
}

/** Cases of these areas, a fixed number for a seed: the same every time. */
export function casesOf(
  stage: Stage,
  {
    areas,
    samples,
    document,
  }: { readonly areas: readonly Area[]; readonly samples: readonly Buffer[]; readonly document: OpenApi },
): fc.Arbitrary<MakeCase> {
  const all: Readonly<Record<Area, () => fc.Arbitrary<MakeCase>>> = {
    api: () => apiCases(document),
    reports: () => reportCases(document, samples),
    slack: () => slackCases,
    teams: () => teamsCases,
    pages: () => fc.oneof({ weight: 2, arbitrary: pageCases(stage) }, { weight: 3, arbitrary: crawlCases }),
    raw: () => rawCases,
  }
  return fc.oneof(...areas.map((area) => ({ weight: weights[area], arbitrary: all[area]() })))
}
