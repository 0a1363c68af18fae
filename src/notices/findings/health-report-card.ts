import type { Finding } from '../../domain/findings/finding.ts'
import { noteForClient } from '../../domain/findings/verdict.ts'
import {
  maxAttempts,
  type Verification,
  type VerificationStatus,
  type VerificationStep,
  verificationSteps,
} from '../../domain/findings/verification.ts'
import { showInstant } from '../../domain/time/show-time.ts'
import type { Block, Card, Span, Text, Tone } from '../card/card.ts'
import { openPage } from '../card/page-actions.ts'
import type { HealthView } from '../notice/views.ts'
import { comparedWith, comparisonFact } from '../words/compared-words.ts'
import { notesLink } from '../words/release-notes.ts'
import { counted, countWords, cut } from '../words/words.ts'

const shownFailures = 3

/** The System Health report as a card: what was checked, what it counted, what comes of it. Shows no internal output. */
export function healthReportCard(view: HealthView): Card {
  const { client, release, verification, summary, findings } = view
  const verdict = healthVerdict(view)
  const blocks: Block[] = [{ type: 'text', text: verdict.text }]
  const facts = [
    { label: 'Release', value: release.version },
    { label: 'Checked', value: 'a copy of your live environment' },
  ]
  if (summary && view.receivedAt) {
    blocks.push({
      type: 'facts',
      facts: [
        ...facts,
        { label: 'Result', value: countWords(summary.totals) },
        ...comparisonFact(view.comparison),
        { label: 'Received', value: showInstant(view.receivedAt, client.zone) },
      ],
    })
  } else {
    blocks.push({ type: 'facts', facts })
    const steps = stepLines(verification.status)
    if (steps.length > 0) blocks.push({ type: 'list', items: steps })
  }
  for (const finding of findings.slice(0, shownFailures)) {
    blocks.push({ type: 'text', text: failureLine(finding) })
    if (finding.message) blocks.push({ type: 'quote', text: cut(finding.message, 300) })
    const note = noteForClient(finding.verdict)
    if (note) blocks.push({ type: 'text', text: [{ bold: 'Our specialist: ' }, note] })
  }
  if (findings.length > shownFailures)
    blocks.push({ type: 'text', text: `… and ${counted(findings.length - shownFailures, 'more finding')}.` })
  return {
    kind: 'health-report',
    tone: verdict.tone,
    title: summary
      ? `${client.name}: System Health report for ${release.version}`
      : `${client.name}: release ${release.version} is tried on a copy`,
    summary: `${client.name}, release ${release.version} on the copy: ${summary ? countWords(summary.totals) : stepWord(verification)}`,
    blocks,
    actions: [...(summary ? [openPage('report', client.id, { subject: verification.id })] : []), notesLink(release)],
  }
}

/** What is told under the card that stood for the check, when its report is here. */
export function healthNewsCard(view: HealthView): Card {
  const { client, release, summary } = view
  const { tone, text } = healthVerdict(view)
  const title = `${client.name}: the System Health report for ${release.version} is here`
  return {
    kind: 'health-report-news',
    tone,
    title,
    summary: title,
    blocks: [
      { type: 'text', text },
      ...(summary ? [{ type: 'text' as const, text: `${countWords(summary.totals)}.` }] : []),
    ],
    actions: [],
  }
}

function failureLine(finding: Finding): Text {
  const where: Span[] = finding.suite ? [' in ', { code: cut(finding.suite, 100) }] : []
  const since = comparedWith(finding.compared)
  const facts = [finding.id, finding.status, ...(since ? [since] : [])].join(', ')
  return [{ bold: cut(finding.name, 150) }, ...where, ` (${facts})`]
}

/** What a report means, in a line that anybody understands. */
export function healthVerdict({ verification, findings, summary }: HealthView): { tone: Tone; text: Text } {
  const open = findings.filter((finding) => finding.status === 'open' || finding.status === 'claimed').length
  if (verification.status === 'obsolete')
    return {
      tone: 'neutral',
      text: `This ${summary ? 'report' : 'check'} is no longer current: the copy is checked again, or the release was withdrawn.`,
    }
  if (!summary) return underWay(verification)
  if (verification.status === 'passed')
    return {
      tone: 'good',
      text: [
        { bold: 'Healthy.' },
        ' The update was applied to a copy of your live environment and ',
        findings.some(({ status }) => status === 'accepted')
          ? 'a specialist accepted every failure.'
          : 'every check passed.',
      ],
    }
  if (verification.status === 'blocked')
    return {
      tone: 'bad',
      text: [
        { bold: 'Waiting for a fix.' },
        ' A failure on the copy was confirmed; your servers stay as they are until it is mended.',
      ],
    }
  return {
    tone: 'warning',
    text: [
      { bold: `${counted(open, 'finding')} on the copy.` },
      ' An application specialist looks at each one. Nothing is scheduled until all are settled; your live servers are not touched.',
    ],
  }
}

const untouched = 'Your live servers are not touched.'

function underWay({ status, attempt }: Verification): { tone: Tone; text: Text } {
  if (status === 'failed') {
    const text = `The update could not be tried on a copy. Our people look into it; nothing is scheduled meanwhile. ${untouched}`
    return { tone: 'warning', text }
  }
  const isAgain = attempt > 1 && (status === 'requested' || status === 'silent')
  const text = isAgain
    ? `Trying the update on a copy came to nothing; it is tried again by itself (try ${attempt} of ${maxAttempts}). ${untouched}`
    : `The update is being tried on a copy of your live environment. ${untouched}`
  return { tone: 'neutral', text }
}

const stepWords: Readonly<Record<VerificationStep, string>> = {
  copying: 'The live environment is copied',
  updating: 'The copy is updated',
  checking: 'The copy is checked',
}

/** Each step of a check and how far it is; nothing before the first. */
export function stepLines(status: VerificationStatus): Text[] {
  const reached = (verificationSteps as readonly VerificationStatus[]).indexOf(status)
  if (reached === -1) return []
  return verificationSteps.map((step, index) => {
    if (index < reached) return `${stepWords[step]}: done`
    return index === reached ? [{ bold: `${stepWords[step]}: now` }] : `${stepWords[step]}: to come`
  })
}

function stepWord({ status }: Verification): string {
  if (status === 'requested' || status === 'silent') return 'waiting for its turn'
  if (status === 'copying') return 'the live environment is being copied'
  if (status === 'updating') return 'the copy is being updated'
  if (status === 'checking') return 'the copy is being checked'
  return status
}
