import type { App } from '../../src/app/use-cases/app.ts'
import type { SettingsView } from '../../src/app/use-cases/settings.ts'
import { formatSystem } from '../../src/domain/people/system.ts'
import { nextOpenings } from '../../src/domain/time/windows/openings.ts'
import { windowsOf } from '../../src/domain/time/windows/reading/parse-window.ts'
import { readWindows } from '../../src/domain/time/windows/reading/read-windows.ts'
import { readZone } from '../../src/domain/time/zone-names/read-zone.ts'
import { seenOf } from '../../src/domain/updates/update.ts'
import type { VerbAction } from '../../src/notices/card/card.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { longestReason } from '../../src/notices/forms/fields.ts'
import { confirmWindowsForm, windowsForm } from '../../src/notices/forms/settings-forms.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { staysWords, windowWords } from '../../src/notices/words/window-words.ts'
import type { Invocation } from '../command/define-command.ts'
import { asksReason } from './settings-reader.ts'

const openingsShown = 3

/** Asks for windows and zone, shows what they come to, and sets them. */
export async function windows(invocation: Invocation, app: App, view: SettingsView): Promise<Reply> {
  const { args, via, actor, request } = invocation
  const { client } = view
  const asks = asksReason(invocation, view)
  if (args['zone'] === undefined && args['windows'] === undefined && via !== 'form')
    return replyForm(windowsForm(client, asks))
  const read = readWindows(args['windows'] ?? '', view.expectedMinutes)
  const zone = args['zone']?.trim() || client.zone
  const zoneRead = readZone(zone)
  const reason = args['reason']?.trim() || null
  const errors = {
    ...(!read.ok && { windows: read.refusal }),
    ...(!zoneRead.ok && { zone: zoneWords(zone, zoneRead.refusal) }),
    ...(reason && reason.length > longestReason && { reason: `At most ${longestReason} characters.` }),
    ...(asks === 'asked' && !reason && via === 'form' && { reason: 'Please say why; the client reads it.' }),
  }
  if (!read.ok || Object.keys(errors).length > 0) return replyFieldErrors(errors)
  const seenText = args['seen'] ?? String(client.revision)
  const wanted = { zone, windows: read.value.length > 0 ? read.value : view.document.windows }
  if (args['confirmed'] !== 'yes' || (asks === 'asked' && !reason))
    return replyForm(
      confirmWindowsForm(client, wanted, {
        next: nextOf(wanted, view.now),
        scheduled: view.scheduled,
        reason,
        asks,
        seen: seenText,
      }),
    )
  const seen = /^\d{1,9}$/.test(seenText) ? Number(seenText) : null
  const changed = await app.changeWindows({ actor, request, client: client.id, seen, reason, ...wanted })
  if (!changed.ok)
    return replyCard(
      noteCard('refusal', 'warning', 'Not changed', changed.refusal.detail, [
        { verb: 'settings', label: 'Settings', args: { client: client.id } },
      ]),
    )
  return replyCard(
    noteCard(
      'settings',
      'good',
      `Windows of ${client.name} are set`,
      `${windowWords(changed.value)}. ${staysWords}`,
      view.scheduled.slice(0, 2).map(
        (update): VerbAction => ({
          verb: 'reschedule',
          label: `Move ${update.environment}`,
          args: { system: formatSystem(update), seen: seenOf(update) },
        }),
      ),
    ),
  )
}

function nextOf(wanted: { readonly zone: string; readonly windows: readonly string[] }, now: Date): Date[] {
  return nextOpenings(windowsOf(wanted.windows), wanted.zone, now, openingsShown)
}

/** @param refusal the rest of a sentence that begins with what was typed */
export const zoneWords = (typed: string, refusal: string): string => `“${typed.slice(0, 60)}” ${refusal}.`
