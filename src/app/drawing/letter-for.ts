import { type Letter, threadSubject } from '../../notices/card/letter.ts'
import { definitionOf } from '../../notices/kinds/notice.ts'
import { issueLink } from '../links/issue-link.ts'
import type { Delivery } from '../ports/delivery-ports.ts'
import type { Ports, Tx } from '../ports/ports.ts'

/**
 * What stands around a card that is mailed; null for every other place.
 * @param schedule the reader's own scheduling page
 */
export async function letterFor(
  tx: Tx,
  ports: Ports,
  { notice, place, standing }: Pick<Delivery, 'notice' | 'place' | 'standing'>,
  schedule: string | null,
): Promise<Letter | null> {
  if (place.address.kind !== 'mailbox') return null
  const client = place.client === null ? null : await tx.clients.find(place.client)
  if (!client)
    return {
      subject: null,
      why: 'You get this because you work in a channel that cannot be reached.',
      settings: null,
      stop: null,
    }
  const { topic } = definitionOf(notice.kind)
  const holder = { kind: 'administrator', client: client.id, person: place.administrator ?? '' } as const
  const link =
    topic && place.administrator ? await issueLink(tx, ports, { purpose: 'unsubscribe', subject: topic, holder }) : null
  return {
    subject: threadSubject(standing, client.name),
    why: `You get this as a System Administrator of ${client.name}, as your learning environment has it on file.`,
    settings: schedule && `${schedule}/settings`,
    stop: topic && link ? { topic, url: link.url } : null,
  }
}
