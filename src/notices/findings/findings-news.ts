import { edited, posted, type Route, redrawn } from '../../domain/notices/route.ts'
import { fingerprintStanding } from '../../domain/notices/standing.ts'
import { defineNotice, type Others, type Told } from '../notice/define-notice.ts'
import type { Drawing } from '../notice/drawing.ts'
import { findingJoinedCard, findingsCard } from './findings-card.ts'

/** One failure in one release, whoever meets it; `finding` is one of it. */
export type AboutFailure = { readonly release: string; readonly fingerprint: string; readonly finding: string }

/** One message stands in triage for a failure, at however many clients. */
export const aboutFailure = ({ release, fingerprint }: AboutFailure): Route => ({
  standing: fingerprintStanding(release, fingerprint),
})

export const drawFailure = ({ facts }: Told<AboutFailure>): Drawing<'failure'> => ({
  reads: 'failure',
  of: facts,
  card: findingsCard,
})

export const outdatesDigest: Others<AboutFailure> = {
  redraws: () => ({ message: 'digest', room: 'triage' }),
  overtakes: null,
  takesBack: null,
}

/** A failure was seen for the first time in a release. */
export const findingsOpened = defineNotice<'findings-opened', AboutFailure>({
  kind: 'findings-opened',
  word: 'Finding opened',
  topic: null,
  route: (facts) => ({ ...aboutFailure(facts), rooms: { triage: posted } }),
  plan: null,
  overtaken: null,
  others: null,
  draw: drawFailure,
})

/** The same failure at another client. */
export const findingsJoined = defineNotice<'findings-joined', AboutFailure>({
  kind: 'findings-joined',
  word: 'Finding seen again',
  topic: null,
  route: (facts) => ({ ...aboutFailure(facts), rooms: { triage: edited } }),
  plan: null,
  overtaken: 'by-the-next-of-its-kind',
  others: null,
  draw: (notice, { mode }) =>
    mode === 'reply' ? { ...drawFailure(notice), card: findingJoinedCard } : drawFailure(notice),
})

/** What stands for a failure in triage changed: who has it in hand, what was decided. */
export const findingsRedrawn = defineNotice<'findings-redrawn', AboutFailure>({
  kind: 'findings-redrawn',
  word: 'Finding redrawn',
  topic: null,
  route: (facts) => ({ ...aboutFailure(facts), rooms: { triage: redrawn } }),
  plan: null,
  overtaken: null,
  others: outdatesDigest,
  draw: drawFailure,
})
