import type { App } from '../../src/app/use-cases/app.ts'
import type { IssuedLink } from '../../src/app/use-cases/links.ts'
import { administers } from '../../src/domain/people/actor.ts'
import { showInstant } from '../../src/domain/time/show-time.ts'
import type { Card, VerbAction } from '../../src/notices/card/card.ts'
import { openPage, type PageName, pageNames } from '../../src/notices/card/page-actions.ts'
import { type Reply, replyCard } from '../../src/notices/card/reply.ts'
import { ownLinkCard, pageWord } from '../../src/notices/clients/own-link-card.ts'
import { noteCard } from '../../src/notices/replies/help-card.ts'
import { defineCommand, type Invocation } from '../command/define-command.ts'
import { statusMeant } from '../command/scope.ts'

export const open = defineCommand({
  verb: 'open',
  summary: 'Your own link to a page: report, schedule or calendar; board for our staff',
  usage: '[page] [client]',
  examples: ['open schedule', 'open report acme'],
  for: 'everyone',
  parameters: ['page', 'client'],
  async run(invocation, app) {
    const { actor, args, from } = invocation
    const page = pageNames.find((name) => name === args['page']?.trim().toLowerCase())
    const mayBoard = actor.roles.length > 0 && from.room !== null
    if (!page) return replyCard(whichPage(args, mayBoard))
    if (page === 'board') return mayBoard ? give(invocation, app, page, null, null, 'UTC') : replyCard(notHere('board'))
    const meant = await statusMeant(invocation, app, args['client'])
    if ('reply' in meant) return meant.reply
    const { client } = meant.found
    // A sign-in link of ours is given in our own rooms only, as every staff verb works there only.
    if (!administers(actor, client.id) && (from.room === null || page === 'calendar')) return replyCard(notHere(page))
    const subject = page === 'report' ? await verificationMeant(app, client.id, args['subject']) : null
    if (page === 'report' && !subject)
      return replyCard(
        noteCard(
          'note',
          'neutral',
          'No health report yet',
          'No release has been tried on a copy of this client so far.',
        ),
      )
    return give(invocation, app, page, client.id, subject, client.zone)
  },
})

async function give(
  invocation: Invocation,
  app: App,
  page: PageName,
  client: string | null,
  subject: string | null,
  zone: string,
): Promise<Reply> {
  const { actor, via, from } = invocation
  // What is typed in a channel of Teams is answered before everybody; a button there is answered alone.
  if (from.platform === 'teams' && from.channel && via === 'typed') return replyCard(pressCard(page, client, subject))
  const issued = await app.issueLink({ person: actor, purpose: page, client, subject })
  return replyCard(issued.ok ? linkCard(page, issued.value, zone) : no(issued.refusal.detail))
}

const linkCard = (page: PageName, { url, expiresAt, once }: IssuedLink, zone: string): Card =>
  ownLinkCard({ page, link: url, until: showInstant(expiresAt, zone), once })

const pressCard = (page: PageName, client: string | null, subject: string | null): Card =>
  noteCard(
    'link',
    'neutral',
    `The ${pageWord[page]}`,
    'Press the button: the link that you get is for you alone, and nobody else here sees it.',
    [openPage(page, client ?? '', { ...(subject && { subject }) })],
  )

/** The report that a button names, if it is of this client; else the newest. */
async function verificationMeant(app: App, client: string, named: string | undefined): Promise<string | null> {
  const view = named ? await app.readVerification(named) : null
  if (view?.client.id === client) return view.verification.id
  return (await app.readHealth(client))?.verification.id ?? null
}

function whichPage(args: Invocation['args'], mayBoard: boolean): Card {
  const choices = pageNames
    .filter((page) => page !== 'board' || mayBoard)
    .map((page): VerbAction => ({ verb: 'open', label: pageWord[page], args: { ...args, page } }))
  return noteCard('choice', 'neutral', 'Which page?', 'Each link is your own, and opens for a limited time.', choices)
}

const notHere = (page: PageName): Card =>
  no(
    page === 'calendar'
      ? 'The calendar is for the administrators of a client.'
      : `Our own staff open the ${pageWord[page]} from our internal channels.`,
  )

const no = (words: string): Card => noteCard('refusal', 'warning', 'That is not possible here', words)
