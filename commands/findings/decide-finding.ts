import type { App } from '../../src/app/use-cases/app.ts'
import type { DecidedFindings, FindingView, Others, TriageRefusal } from '../../src/app/use-cases/triage.ts'
import type { Finding } from '../../src/domain/findings/finding.ts'
import { decidedTogether, refusalOfDecision } from '../../src/domain/findings/triage.ts'
import type { Result } from '../../src/domain/values/result.ts'
import type { Form } from '../../src/notices/card/form.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { decidedCard } from '../../src/notices/findings/decided-card.ts'
import { decideTogetherForm } from '../../src/notices/forms/decide-together-form.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import type { FindingAnswer, FindingQuestion } from '../../src/notices/forms/finding-forms.ts'
import type { Invocation } from '../command/define-command.ts'
import { findingArgs, findingRefusal } from './finding-args.ts'
import { newestOf, othersMeant } from './others-meant.ts'
import { undecided, waitingList } from './waiting-list.ts'

/** What `accept-finding` and `confirm-finding` do differently. */
export type DecisionVerb = {
  readonly verb: 'accept-finding' | 'confirm-finding'
  readonly decision: 'accepted' | 'confirmed'
  form(question: FindingQuestion, given: FindingAnswer): Form
  /** What the typed words fill in. */
  typed(words: string): FindingAnswer
  /** @returns what is wrong with the answer, by field */
  problems(answer: FindingAnswer): Record<string, string>
  decide(wish: Wish): Promise<Result<DecidedFindings, TriageRefusal>>
}

export type Wish = Pick<Invocation, 'actor' | 'request'> & {
  readonly finding: string
  readonly seen: number | null
  readonly answer: FindingAnswer
  readonly others: Others
  readonly note: string | null
  readonly forClient: boolean
}

/** The way of a decision: a form, for several clients a list to confirm, then the deed. */
export async function decideFinding(
  { actor, args, request, via }: Invocation,
  app: App,
  how: DecisionVerb,
): Promise<Reply> {
  const about = findingArgs(args)
  if (about.finding === '') return waitingList(app, undecided)
  const view = await app.readFinding(about.finding)
  if (!view) return findingRefusal('Nothing was decided', `There is no finding ${about.finding.slice(0, 20)}.`)
  const question = questionOf(view, actor.id)
  if (via !== 'form') {
    // Said at once what the form would say only at its end.
    const refusal = refusalOfDecision(view.finding, how.decision, { seen: about.seen, person: actor.id })
    return refusal ? refused(refusal, view.finding) : replyForm(how.form(question, how.typed(args['words'] ?? '')))
  }

  const answer: FindingAnswer = args
  const confirmed = args['confirmed'] === 'yes'
  const meant = othersMeant(answer, question)
  // What was listed and confirmed is judged by the deed itself, so that a form sent twice is answered alike.
  const problems = { ...how.problems(answer), ...noteProblem(answer), ...(!confirmed && meant.problems) }
  if (Object.keys(problems).length > 0) return replyFieldErrors(problems)
  if (meant.listed.length > 0 && !confirmed) {
    const listed = [view.finding, ...question.alike, ...meant.listed]
    const carried = { ...args, upTo: newestOf(listed), confirmed: 'yes' }
    return replyForm(decideTogetherForm(how.verb, { finding: view.finding, listed }, carried))
  }
  const note = answer.note?.trim() || null
  const forClient = answer.show === 'yes'
  const others = meant.clients && { clients: meant.clients, upTo: args['upTo'] ?? view.finding.id }
  const outcome = await how.decide({ actor, request, ...about, answer, others, note, forClient })
  if (outcome.ok) return replyCard(decidedCard(how.decision, outcome.value))
  return refused(outcome.refusal, view.finding)
}

function questionOf({ finding, group, elsewhere }: FindingView, person: string): FindingQuestion {
  const isElsewhere = ({ client }: Finding) => client !== finding.client
  const together = decidedTogether(finding, group, null, person)
  const others = together.filter(isElsewhere)
  const alike = together.filter((one) => one.client === finding.client && one.id !== finding.id)
  const alsoAt = new Set(group.filter(isElsewhere).map(({ client }) => client)).size
  return { finding, alike, others, alsoAt, elsewhere }
}

const noteProblem = ({ note }: FindingAnswer): Record<string, string> =>
  note && note.length > longestReason ? { note: `At most ${longestReason} characters; these are ${note.length}.` } : {}

/** A finding in a colleague's hands is taken over first, and that can be done at once. */
const refused = ({ code, detail }: Pick<TriageRefusal, 'code' | 'detail'>, { id, revision }: Finding): Reply =>
  findingRefusal(
    'Nothing was decided',
    detail,
    code === 'claimed-by-other'
      ? [{ verb: 'claim-finding', label: 'Take over', args: { finding: id, seen: String(revision) } }]
      : [],
  )
