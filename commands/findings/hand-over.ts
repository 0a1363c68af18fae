import type { App } from '../../src/app/use-cases/app.ts'
import type { Specialist } from '../../src/app/use-cases/triage.ts'
import { isClaimedByOther, refusalOfDecided } from '../../src/domain/findings/triage.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { handOverForm, nobody } from '../../src/notices/forms/hand-over-form.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { counted } from '../../src/notices/words/words.ts'
import { defineCommand, type Invocation } from '../command/define-command.ts'
import { findingArgs, findingRefusal } from './finding-args.ts'
import { undecided, waitingList } from './waiting-list.ts'

export const handOver = defineCommand({
  verb: 'hand-over',
  summary: 'Give a failure to another specialist, or put it back',
  usage: '[finding] [specialist or nobody]',
  examples: ['hand-over F-77 sam', 'hand-over F-77 nobody'],
  for: ['specialist'],
  parameters: ['finding', 'to'],
  async run(invocation, app) {
    const { actor, args, via } = invocation
    const { finding: id } = findingArgs(args)
    if (id === '') return waitingList(app, undecided)
    const view = await app.readFinding(id)
    if (!view) return no(`There is no finding ${id.slice(0, 20)}.`)
    const specialists = await app.listSpecialists()
    const to = meant(args['to'] ?? '', specialists)
    if (via === 'form') return give(invocation, app, to)
    const decided = refusalOfDecided(view.finding)
    if (decided) return no(decided.detail)
    const names = specialists.map((one) => `${one.name} (${one.id})`).join(', ')
    if (to.kind === 'nobody-known') return no(`“${to.typed}” is no specialist. There are: ${names}.`)
    const colleagues = specialists.filter((one) => one.id !== actor.id)
    if (to.kind === 'several') {
      const hint = `Several are called “${to.typed}”`
      return replyForm(handOverForm(view.finding, colleagues, { hint }))
    }
    // Nothing is taken out of a colleague's hands by one line.
    const known = [actor.id, view.finding.claimedBy?.id]
    const changesNothing = to.kind === 'receiver' && to.id !== null && known.includes(to.id)
    const isTakenOver = isClaimedByOther(view.finding, actor.id) && !changesNothing
    if (to.kind === 'receiver' && !isTakenOver) return give(invocation, app, to)
    if (colleagues.length === 0 && view.finding.status === 'open')
      return no('There is no other specialist to hand it to.')
    const given = to.kind === 'receiver' ? { to: to.id ?? nobody } : {}
    return replyForm(handOverForm(view.finding, colleagues, given))
  },
})

async function give({ actor, args, request, via }: Invocation, app: App, to: Meant): Promise<Reply> {
  if (to.kind !== 'receiver') return replyFieldErrors({ to: 'Please choose who gets it.' })
  const note = args['note']?.trim() || null
  if (note && note.length > longestReason)
    return replyFieldErrors({ note: `At most ${longestReason} characters; these are ${note.length}.` })
  const isForm = via === 'form'
  const about = { ...findingArgs(args), ...(!isForm && { seen: null }) }
  const outcome = await app.handOver({ actor, request, ...about, to: to.id, takeOver: isForm, note })
  if (!outcome.ok) return no(outcome.refusal.detail, outcome.refusal.code, about.finding)
  const { findings, to: name } = outcome.value
  const others = findings.length > 1 ? `, with ${counted(findings.length - 1, 'more', 'more')} of the same failure` : ''
  return replyCard(
    name === null
      ? noteCard(
          'handed-over',
          'neutral',
          `${about.finding} is put back${others}`,
          'It waits for somebody to claim it.',
        )
      : noteCard(
          'handed-over',
          'good',
          `${about.finding} is ${name}’s${others}`,
          'The thread of the failure says so and mentions them.',
        ),
  )
}

function no(detail: string, code?: string, finding?: string): Reply {
  const isMine = code === 'to-yourself' && finding
  const claim = { verb: 'claim-finding', label: 'Claim', args: { finding: finding ?? '' } }
  const look = { verb: 'hand-over', label: 'Look again', args: { finding: finding ?? '' } }
  const actions = isMine ? [claim] : code === 'changed-meanwhile' && finding ? [look] : []
  return findingRefusal('Nothing was handed over', detail, actions)
}

type Meant =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'receiver'; readonly id: string | null }
  | { readonly kind: 'several' | 'nobody-known'; readonly typed: string }

/** Who is meant by an id, a name or the beginning of one; with or without the sign of a mention. */
function meant(text: string, specialists: readonly Specialist[]): Meant {
  const typed = text.trim().replace(/^@/, '').slice(0, 80)
  const words = typed.toLowerCase()
  if (words === '') return { kind: 'nothing' }
  if (words === nobody) return { kind: 'receiver', id: null }
  const exact = specialists.filter(({ id, name }) => [id, name].some((one) => one.toLowerCase() === words))
  const begun = specialists.filter(({ name }) => ` ${name.toLowerCase()}`.includes(` ${words}`))
  const found = exact.length > 0 ? exact : begun
  const [only] = found
  if (!only) return { kind: 'nobody-known', typed }
  return found.length > 1 ? { kind: 'several', typed } : { kind: 'receiver', id: only.id }
}
