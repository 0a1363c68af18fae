import type { App } from '../../src/app/use-cases/app.ts'
import { releaseKinds } from '../../src/domain/releases/release.ts'
import { isVersion } from '../../src/domain/releases/version.ts'
import { parseGap, parseShares, type WavePlan } from '../../src/domain/releases/waves.ts'
import { readUrl } from '../../src/domain/values/read-url.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { registerReleaseForm } from '../../src/notices/forms/release-forms.ts'
import { candidateCard } from '../../src/notices/releases/release-card.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import type { Invocation } from '../command/define-command.ts'

/** `release publish`: registers a release with a form; its test report comes from a pipeline or the command line. */
export async function registerRelease(
  { actor, args, via }: Invocation,
  app: App,
  { version, words }: { readonly version: string; readonly words: string },
): Promise<Reply> {
  const typed = { ...(version && { version }), ...(words && { notes: words }) }
  if (via !== 'form') return replyForm(registerReleaseForm(typed))
  const notesUrl = args['notes']?.trim() ?? ''
  const kind = releaseKinds.find((known) => known === args['kind'])
  const waves = readWaves(args['waves']?.trim() ?? '', args['gap']?.trim() ?? '')
  const errors = {
    ...(!isVersion(version) && { version: 'Write it as 3.9.12 or 4.0.0-rc.1.' }),
    ...(!isAddress(notesUrl) && { notes: 'Give an http or https address.' }),
    ...(!kind && { kind: 'Choose one.' }),
    ...('errors' in waves && waves.errors),
  }
  if (!kind || 'errors' in waves || Object.keys(errors).length > 0) return replyFieldErrors(errors)
  const registered = await app.registerRelease({ version, kind, notesUrl, waves: waves.plan }, actor)
  if (registered.ok) return replyCard(candidateCard(registered.value))
  return replyCard(noteCard('refusal', 'warning', 'Nothing was registered', registered.refusal.detail))
}

type ReadWaves = { readonly plan: WavePlan | null } | { readonly errors: Record<string, string> }

function readWaves(text: string, gap: string): ReadWaves {
  if (text === '') return gap === '' ? { plan: null } : { errors: { waves: 'Say which waves, too.' } }
  const shares = parseShares(text)
  const hours = parseGap(gap || '24h')
  if (shares.ok && hours.ok) return { plan: { shares: shares.value, gapHours: hours.value } }
  return {
    errors: {
      ...(!shares.ok && { waves: `The shares ${shares.refusal}.` }),
      ...(!hours.ok && { gap: `It ${hours.refusal}.` }),
    },
  }
}

const isAddress = (text: string): boolean =>
  /^https?:\/\/\S+$/i.test(text) && text.length <= 2_000 && readUrl(text) !== null
