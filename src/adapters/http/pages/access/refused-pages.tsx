import type { LinkRefusal } from '../../../../app/use-cases/links.ts'
import { Layout } from '../layout.tsx'

const titles: Readonly<Record<LinkRefusal['kind'], string>> = {
  unknown: 'This link opens nothing',
  expired: 'This link has expired',
  revoked: 'This link was closed',
  used: 'This link was used already',
}

const advice: Readonly<Record<Exclude<LinkRefusal['kind'], 'expired'>, string>> = {
  unknown:
    'It may have been cut short on its way. Please open it once more from the mail or message that it came in, or ask the bot in your channel with the word “open”.',
  revoked:
    'All links of this person were closed, or the person is no longer on file. Ask the bot in your channel with the word “open” for a new one.',
  used: 'A sign-in link opens once. Ask the bot for another one: “open board” in one of the internal channels.',
}

export const statusOf = ({ kind }: LinkRefusal): 404 | 410 => (kind === 'unknown' ? 404 : 410)

/** Says what to do about a link that does not open; one that has expired can be had anew by mail. */
export const RefusedLinkPage = ({ refusal, token }: { refusal: LinkRefusal; token: string }) => (
  <Layout title={titles[refusal.kind]}>
    <h1>{titles[refusal.kind]}</h1>
    {refusal.kind !== 'expired' ? (
      <p class="lead">{advice[refusal.kind]}</p>
    ) : refusal.link.holder.kind === 'staff' ? (
      <p class="lead">Ask the bot for another one: “open board” in one of the internal channels.</p>
    ) : (
      <>
        <p class="lead">
          Links are good for a limited time. We can mail a fresh one to the address that is on file for the person whose
          link it was.
        </p>
        <form method="post" action="/links/fresh">
          <input type="hidden" name="link" value={token} />
          <button type="submit" class="primary">
            Mail me a fresh link
          </button>
        </form>
      </>
    )}
  </Layout>
)

export const FreshLinkPage = () => (
  <Layout title="Look into your mailbox">
    <h1>Look into your mailbox</h1>
    <p class="lead">
      If that link was one of ours, a fresh one is on its way to the address on file. It can take a minute, and at most
      one is sent every ten minutes.
    </p>
  </Layout>
)

export const TooOftenPage = () => (
  <Layout title="Please wait a little">
    <h1>Please wait a little</h1>
    <p class="lead">
      Fresh links were asked for very often from where you are. Nothing was sent; please try again in an hour, or ask
      the bot in your channel with the word “open”.
    </p>
  </Layout>
)

export const SignInFirstPage = () => (
  <Layout title="Please sign in">
    <h1>Please sign in</h1>
    <p class="lead">
      This page is for our staff. Type “open board” to the bot in one of the internal channels: it gives you a link that
      signs you in.
    </p>
  </Layout>
)

export const ForbiddenPage = () => (
  <Layout title="Not for your role">
    <h1>Not for your role</h1>
    <p class="lead">You are signed in, but your role does not include this page. An operator can help.</p>
  </Layout>
)

/** A form that is not ours, or is of another link. */
export const ForeignFormPage = () => (
  <Layout title="That form was not ours">
    <h1>Nothing was done</h1>
    <p class="lead">
      Only a form of the page itself may ask for that. Please open the page again from your link and press its button
      there.
    </p>
  </Layout>
)
