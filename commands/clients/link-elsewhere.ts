import type { App } from '../../src/app/use-cases/app.ts'
import type { Client } from '../../src/domain/people/client.ts'
import { readChannel } from '../../src/domain/people/read-channel.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { confirmElsewhereForm, linkElsewhereForm } from '../../src/notices/forms/link-forms.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { placeWords } from '../../src/notices/words/delivery-words.ts'
import type { Invocation } from '../command/define-command.ts'

/** Links a channel by its ids, from an internal room: in a client's own tenant the vendor may have no account. */
export async function linkElsewhere(
  { actor, request, args, via }: Invocation,
  app: App,
  client: Client,
): Promise<Reply> {
  if (via !== 'form') return replyForm(linkElsewhereForm(client))
  const { platform = '', workspace = '', channel = '' } = args as Partial<Record<string, string>>
  const read = readChannel({ platform, workspace, channel })
  if (!read.ok) return replyFieldErrors(read.refusal)
  if (args['confirmed'] !== 'yes') return replyForm(confirmElsewhereForm(client, read.value))
  const outcome = await app.linkChannel({ actor, request, client: client.id, channel: read.value })
  if (!outcome.ok) return replyCard(noteCard('refusal', 'warning', 'Not linked', outcome.refusal.detail))
  const { was, place } = outcome.value
  return replyCard(
    noteCard(
      'linked',
      'good',
      `${placeWords(place)} is linked to ${client.name}${was === 'new' ? '' : ', as before'}`,
      was === 'linked' ? 'Nothing changed.' : 'It is welcomed there and shown what is planned.',
    ),
  )
}
