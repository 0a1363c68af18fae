import type { App } from '../../src/app/use-cases/app.ts'
import { hasRole } from '../../src/domain/people/actor.ts'
import { isVersion } from '../../src/domain/releases/version.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { type TurnVerb, turnReleaseForm } from '../../src/notices/forms/release-forms.ts'
import { candidateCard, releasesCard } from '../../src/notices/releases/release-card.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand, type Invocation } from '../command/define-command.ts'
import { registerRelease } from './register-release.ts'

export const release = defineCommand({
  verb: 'release',
  summary: 'How far a release has come; register, pause, resume or withdraw one',
  usage: '[version | publish | pause | resume | withdraw] [version] [reason]',
  examples: ['release 3.9.12'],
  for: ['operator', 'services', 'specialist'],
  parameters: ['act', 'version', 'words'],
  async run(invocation, app) {
    const { act, version, words } = readArgs(invocation.args)
    if (act === 'status') return version ? boardOf(app, version) : list(app)
    // Everybody on the vendor's staff may look; operators decide.
    if (!hasRole(invocation.actor, 'operator')) return no('Operators register, pause, resume and withdraw releases.')
    if (act === 'publish') return registerRelease(invocation, app, { version, words })
    if (isTurn(act)) return turn(invocation, app, act, { version, reason: words })
    return no(
      `I do not know “${act.slice(0, 30)}”. Say publish, pause, resume or withdraw, or a version to see how far it has come.`,
    )
  },
})

/** `3.9.12` alone asks how far it has come. */
function readArgs(args: Invocation['args']) {
  const [first = '', second = ''] = [args['act']?.trim().toLowerCase(), args['version']?.trim()]
  const words = args['reason']?.trim() ?? args['words']?.trim() ?? ''
  if (first === '' || isVersion(first)) return { act: 'status', version: first || second, words }
  return { act: first, version: second, words }
}

const isTurn = (act: string): act is TurnVerb => act === 'pause' || act === 'resume' || act === 'withdraw'
const no = (words: string): Reply => replyCard(noteCard('refusal', 'warning', 'Nothing was changed', words))
const unknown = (version: string) => no(`There is no release ${version.slice(0, 40)}.`)

const list = async (app: App): Promise<Reply> => replyCard(releasesCard([...(await app.listReleases())].reverse()))

async function boardOf(app: App, version: string): Promise<Reply> {
  const found = isVersion(version) ? await app.readRelease(version) : null
  if (!found) return unknown(version)
  if (found.status === 'candidate' || found.status === 'refused') return replyCard(candidateCard(found))
  const board = await app.readReleaseBoard(version)
  return board ? replyCard(board) : unknown(version)
}

async function turn(
  { actor, args, via }: Invocation,
  app: App,
  verb: TurnVerb,
  { version, reason }: { readonly version: string; readonly reason: string },
): Promise<Reply> {
  if (version === '') return list(app)
  const progress = isVersion(version) ? await app.readReleaseProgress(version) : null
  if (!progress) return unknown(version)
  const { status } = progress.release
  const ready =
    verb === 'pause' ? status === 'available' : verb === 'resume' ? status === 'paused' : status !== 'withdrawn'
  if (!ready) return no(`Release ${version} is ${status}.`)
  if (via !== 'form') return replyForm(turnReleaseForm(verb, progress, reason || undefined))
  // The form said what would happen to a release in that state.
  if (args['status'] && args['status'] !== status)
    return no(`Release ${version} is ${status} by now. Look at it again before you decide.`)
  if (reason === '') return replyFieldErrors({ reason: 'Please say why; it stays among us.' })
  if (reason.length > longestReason)
    return replyFieldErrors({ reason: `At most ${longestReason} characters; these are ${reason.length}.` })
  const forClients = args['forClients']?.trim() ?? ''
  if (forClients.length > longestReason)
    return replyFieldErrors({
      forClients: `At most ${longestReason} characters; these are ${forClients.length}.`,
    })
  const decided = await app[`${verb}Release`](version, reason, actor, forClients || null)
  return decided.ok ? boardOf(app, version) : no(decided.refusal.detail)
}
