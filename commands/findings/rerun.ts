import { awaitsReport } from '../../src/domain/findings/verification.ts'
import { clientIdPattern } from '../../src/domain/people/system.ts'
import { replyCard, replyForm } from '../../src/notices/card/reply.ts'
import { rerunForm } from '../../src/notices/forms/finding-forms.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand } from '../command/define-command.ts'
import { clientMeant } from '../command/scope.ts'
import { findingRefusal } from './finding-args.ts'

export const rerun = defineCommand({
  verb: 'rerun',
  summary: 'Check a client’s copy again; the findings of the last check become obsolete',
  usage: '[client or finding]',
  examples: ['rerun acme', 'rerun F-77'],
  for: ['specialist', 'operator'],
  parameters: ['client'],
  async run(invocation, app) {
    const { actor, args, request, via } = invocation
    const no = (detail: string) => findingRefusal('Nothing was started', detail)
    const finding = /^f-\d+$/i.test(args['client'] ?? '')
      ? await app.readFinding((args['client'] ?? '').toUpperCase())
      : null
    const named = finding?.finding.client ?? args['client']?.trim().toLowerCase()
    if (named && !clientIdPattern.test(named)) return no(`There is no client or finding ${named.slice(0, 40)}.`)
    const meant = await clientMeant(invocation, app, named)
    if ('reply' in meant) return meant.reply
    const client = meant.found
    const { release, verification } = args
    if (via === 'form' && release) {
      const outcome = await app.rerun({ actor, request, client, release, seen: verification ?? null })
      if (!outcome.ok) return no(outcome.refusal.detail)
      const text = `${outcome.value.id} checks release ${release} on a new copy of ${client}. You will see here what it finds.`
      return replyCard(noteCard('rerun', 'good', `${client} is checked again`, text))
    }
    const view = finding ? await app.readVerification(finding.finding.verification) : await app.readHealth(client)
    if (!view) return no(`No release has been tried on a copy of ${client} so far.`)
    const { id, status } = view.verification
    if (awaitsReport(status)) return no(`${id} is still running; its report is awaited.`)
    if (status === 'obsolete') return no(`${id} has been run again already.`)
    const about = { client, release: view.release.version, verification: id, findings: view.findings.length }
    return replyForm(rerunForm(about))
  },
})
