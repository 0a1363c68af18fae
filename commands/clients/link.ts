import type { App } from '../../src/app/use-cases/app.ts'
import type { Linked } from '../../src/app/use-cases/channels.ts'
import { hasRole } from '../../src/domain/people/actor.ts'
import type { Client } from '../../src/domain/people/client.ts'
import type { Place } from '../../src/domain/people/place.ts'
import { clientIdPattern } from '../../src/domain/people/system.ts'
import { type Reply, replyCard, replyFieldErrors, replyForm } from '../../src/notices/card/reply.ts'
import { channelsCard } from '../../src/notices/clients/channels-card.ts'
import { confirmLinkForm, confirmUnlinkForm, whichClientForm } from '../../src/notices/forms/link-forms.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { placeWords } from '../../src/notices/words/delivery-words.ts'
import { defineCommand, type Invocation } from '../command/define-command.ts'
import { otherChannel } from '../command/scope.ts'
import { confirmChannel, ownWaiting } from './confirm-channel.ts'
import { linkElsewhere } from './link-elsewhere.ts'

export const link = defineCommand({
  verb: 'link',
  summary: 'Link this channel to a client, or see what it is linked to',
  usage: '[client]',
  examples: ['link acme'],
  for: ['services', 'operator'],
  anywhere: true,
  admits: async (actor, { channel }, app) => channel !== null && (await ownWaiting(actor, channel, app)).length > 0,
  parameters: ['client'],
  async run(invocation, app) {
    const { actor, from, args } = invocation
    if (!hasRole(actor, 'services') && !hasRole(actor, 'operator')) return confirmChannel(invocation, app)
    const id = args['client']?.trim().toLowerCase() ?? ''
    if (args['unlink']) return unlink(invocation, app, args['unlink'])
    if (from.room)
      return id
        ? channelsOf(invocation, app, id)
        : replyForm(whichClientForm('Channels of a client', 'Whose channels?'))
    if (!from.channel) return no('Not here', 'Say it in the channel that is to be linked.')
    if (from.client) return linked(invocation, app, from.client, id)
    if (!id) return replyForm(whichClientForm('Link this channel', 'This channel is linked to nobody yet.'))
    const client = await clientOf(app, id)
    if (!client) return unknown(invocation)
    if (args['confirmed'] !== 'yes') return replyForm(confirmLinkForm(client))
    return linkHere(invocation, app, client.id)
  },
})

const unknownWords = 'There is no client of that id.'
const no = (title: string, words: string): Reply => replyCard(noteCard('refusal', 'warning', title, words))

const unknown = ({ via }: Invocation): Reply =>
  via === 'form' ? replyFieldErrors({ client: unknownWords }) : no('No such client', unknownWords)

const clientOf = async (app: App, id: string): Promise<Client | null> =>
  clientIdPattern.test(id) ? app.readClient(id) : null

const channelPlaces = async (app: App, client: string): Promise<readonly Place[]> =>
  (await app.placesOf([client])).filter(({ address }) => address.kind === 'channel')

async function channelsOf(invocation: Invocation, app: App, id: string): Promise<Reply> {
  const client = await clientOf(app, id)
  if (!client) return unknown(invocation)
  return invocation.args['part'] === 'elsewhere'
    ? linkElsewhere(invocation, app, client)
    : replyCard(channelsCard(client, await channelPlaces(app, client.id)))
}

/** In a client's channel: what it is linked to. One that was gone, and in which staff speak again, is taken up again. */
async function linked(invocation: Invocation, app: App, here: string, wished: string): Promise<Reply> {
  if (wished && wished !== here) return replyCard(belongsTo(here))
  const { channel } = invocation.from
  const place = channel && (await app.whereIs(channel))
  if (!place || place.gone || invocation.args['confirmed'] === 'yes') return linkHere(invocation, app, here)
  const client = await app.readClient(here)
  return replyCard(
    noteCard('linked', 'neutral', `Linked to ${client?.name ?? here}`, 'This channel follows that client.', [
      { verb: 'status', label: 'Status', args: { client: here } },
      { verb: 'link', label: 'Unlink', args: { client: here, unlink: place.id } },
    ]),
  )
}

const belongsTo = (here: string) => ({
  ...otherChannel(here),
  title: 'This channel is linked already',
  blocks: [
    {
      type: 'text' as const,
      text: `It follows ${here}, and a channel shows one client only. Say link to unlink it first.`,
    },
  ],
})

async function linkHere({ actor, request, from }: Invocation, app: App, client: string): Promise<Reply> {
  if (!from.channel) return no('Not here', 'Say it in the channel that is to be linked.')
  const outcome = await app.linkChannel({ actor, request, client, channel: from.channel })
  return outcome.ok ? replyCard(linkedNote(outcome.value)) : no('Not linked', outcome.refusal.detail)
}

const linkedNote = ({ client, was }: Linked) =>
  noteCard(
    'linked',
    'good',
    was === 'new' ? `Linked to ${client.name}` : `Linked to ${client.name}, as before`,
    was === 'linked'
      ? 'Nothing changed.'
      : 'The channel is welcomed and shown what is planned; its administrators and ops are told.',
  )

async function unlink(invocation: Invocation, app: App, id: string): Promise<Reply> {
  const { actor, request, from, args } = invocation
  const client = await clientOf(app, args['client'] ?? '')
  const channels = client ? await channelPlaces(app, client.id) : []
  const place = channels.find((one) => one.id === id)
  if (from.client && client && client.id !== from.client) return replyCard(otherChannel(from.client))
  if (args['confirmed'] === 'yes') {
    const outcome = await app.unlinkChannel({ actor, request, place: id })
    if (!outcome.ok) return no('Not unlinked', outcome.refusal.detail)
    const words = `${placeWords(outcome.value.place)} no longer follows ${outcome.value.client.name}.`
    return replyCard(noteCard('linked', 'neutral', 'Unlinked', words))
  }
  if (!client || !place) return no('Not unlinked', 'That channel is linked to no client any more.')
  return replyForm(
    confirmUnlinkForm({
      client,
      place: id,
      channel: placeWords(place),
      isLast: channels.filter(({ gone }) => !gone).length <= 1,
    }),
  )
}
