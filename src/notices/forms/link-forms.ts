import type { Client } from '../../domain/people/client.ts'
import type { ChannelAddress } from '../../domain/people/place.ts'
import type { Form } from '../card/form.ts'
import { placeWords } from '../words/delivery-words.ts'

/** Asks which client a channel belongs to. Others read along in some channels, so no client is named. */
export const whichClientForm = (title: string, text: string): Form => ({
  verb: 'link',
  title,
  blocks: [{ type: 'text', text }],
  fields: [
    {
      name: 'client',
      label: 'Client',
      type: 'text',
      maxLength: 40,
      hint: 'Its id, such as acme; clients lists them in our internal channels',
    },
  ],
  args: {},
  submit: 'Next',
})

/** Says what linking means before it counts. */
export const confirmLinkForm = ({ id, name }: Pick<Client, 'id' | 'name'>): Form => ({
  verb: 'link',
  title: 'Link this channel',
  blocks: [
    { type: 'text', text: ['This channel will follow ', { bold: `${name} (${id})` }, '.'] },
    {
      type: 'list',
      items: [
        'Everybody who reads this channel sees what is planned for that client’s servers.',
        'It shows no other client, whoever asks.',
        'Its administrators are told by mail that you linked it.',
      ],
    },
  ],
  fields: [],
  args: { client: id, confirmed: 'yes' },
  submit: 'Link it',
})

/** @param channel in words, e.g. `Slack channel C777` */
export const confirmUnlinkForm = (about: {
  readonly client: Pick<Client, 'id' | 'name'>
  readonly place: string
  readonly channel: string
  readonly isLast: boolean
}): Form => ({
  verb: 'link',
  title: 'Unlink a channel',
  blocks: [
    {
      type: 'text',
      text: [
        `${about.channel} will no longer follow `,
        { bold: `${about.client.name} (${about.client.id})` },
        ', also when the client’s document names it. The channel and the administrators are told.',
      ],
    },
    ...(about.isLast
      ? [
          {
            type: 'text' as const,
            text: 'It is the only channel of this client: its people will hear by mail and in their system alone.',
          },
        ]
      : []),
  ],
  fields: [],
  args: { client: about.client.id, unlink: about.place, confirmed: 'yes' },
  submit: 'Unlink it',
})

/** Asks for a channel by its ids, where nobody of the vendor can speak: in a client's own workspace or tenant. */
export const linkElsewhereForm = ({ id, name }: Pick<Client, 'id' | 'name'>): Form => ({
  verb: 'link',
  title: 'Link by its ids',
  blocks: [{ type: 'text', text: ['For ', { bold: `${name} (${id})` }, '. Add the bot to the channel first.'] }],
  fields: [
    {
      name: 'platform',
      label: 'Platform',
      type: 'choice',
      initial: 'teams',
      options: [
        { value: 'teams', label: 'Microsoft Teams' },
        { value: 'slack', label: 'Slack' },
      ],
    },
    {
      name: 'workspace',
      label: 'Tenant or workspace',
      type: 'text',
      maxLength: 100,
      hint: 'Teams: the tenant’s id, which the bot says where it was added. Slack: T024…',
    },
    {
      name: 'channel',
      label: 'Channel',
      type: 'text',
      maxLength: 300,
      hint: 'Teams: 19:…@thread.tacv2. Slack: C777…, at the end of “About” in the channel',
    },
  ],
  args: { client: id, part: 'elsewhere' },
  submit: 'Next',
})

/** Says what linking a channel by its ids means before it counts. */
export const confirmElsewhereForm = (client: Pick<Client, 'id' | 'name'>, channel: ChannelAddress): Form => {
  const { blocks, args, ...form } = confirmLinkForm(client)
  const words = placeWords({ address: { kind: 'channel', ...channel }, room: null })
  return {
    ...form,
    title: 'Link by its ids',
    blocks: [{ type: 'text', text: `${words}, ${channel.workspace}:` }, ...blocks],
    args: { ...args, part: 'elsewhere', ...channel },
  }
}
