import type { Card } from '../../../notices/card/card.ts'

/** What the bot says where it was just put: how this place is linked to a client. */
export const arrivedCard = (tenant: string, place: { readonly id: string; readonly personal: boolean }): Card => ({
  kind: 'arrived',
  tone: 'neutral',
  title: 'Zerotouch is here',
  summary: 'Zerotouch is here. Type help to see what I can do.',
  blocks: [
    {
      type: 'text',
      text: place.personal
        ? 'I tell you about the updates of your servers. Type help to see what I can do.'
        : 'I tell this channel about updates once the vendor has linked it to you: by saying link here, or with these two:',
    },
    {
      type: 'facts',
      facts: [
        { label: 'Tenant', value: [{ code: tenant }] },
        { label: place.personal ? 'Your id' : 'Channel', value: [{ code: place.id }] },
      ],
    },
  ],
  actions: [{ verb: 'help', label: 'Help', args: {} }],
})
