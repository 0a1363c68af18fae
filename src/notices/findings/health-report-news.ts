import { edited, posted, redrawn } from '../../domain/notices/route.ts'
import { defineNotice } from '../notice/define-notice.ts'
import { type AboutVerification, aboutReport, drawReport } from './about-verification.ts'
import { healthNewsCard } from './health-report-card.ts'

/** The first step on a copy: from now on a card stands for it. */
export const verificationStarted = defineNotice<'verification-started', AboutVerification>({
  kind: 'verification-started',
  word: 'Copy being checked',
  topic: null,
  route: (facts) => ({ ...aboutReport(facts), channel: posted }),
  plan: null,
  overtaken: null,
  others: null,
  draw: drawReport,
})

/** Another step, or another try: the card is redrawn, and nobody is disturbed. */
export const verificationStepped = defineNotice<'verification-stepped', AboutVerification>({
  kind: 'verification-stepped',
  word: 'Copy being checked, redrawn',
  topic: null,
  route: (facts) => ({ ...aboutReport(facts), channel: redrawn }),
  plan: null,
  overtaken: null,
  others: null,
  draw: drawReport,
})

/** `follows` says whether a card stands for it since its first step. */
type Received = AboutVerification & { readonly follows: boolean }

export const healthReportReceived = defineNotice<'health-report-received', Received>({
  kind: 'health-report-received',
  word: 'System Health report',
  topic: null,
  route: (facts) => ({
    ...aboutReport(facts),
    channel: facts.follows ? edited : posted,
    inbox: 'production',
  }),
  plan: null,
  overtaken: null,
  others: null,
  draw: (notice, { mode }) => (mode === 'reply' ? { ...drawReport(notice), card: healthNewsCard } : drawReport(notice)),
})

/** A report's card changed without news: a finding was decided, or the copy is checked again. */
export const healthReportRedrawn = defineNotice<'health-report-redrawn', AboutVerification>({
  kind: 'health-report-redrawn',
  word: 'System Health report redrawn',
  topic: null,
  route: (facts) => ({ ...aboutReport(facts), channel: redrawn }),
  plan: null,
  overtaken: null,
  others: null,
  draw: drawReport,
})
