import { Hono } from 'hono'
import type { LinkUseCases } from '../../../../app/use-cases/links.ts'
import { callerAddress, type TrustedProxies } from '../../caller-address.ts'
import { Layout } from '../layout.tsx'
import { FormGuard, ownForm, readFields } from './own-form.tsx'
import type { PageEnv } from './page-env.ts'
import { FreshLinkPage, RefusedLinkPage, statusOf, TooOftenPage } from './refused-pages.tsx'
import { dropSession, writeSession } from './session.ts'

export type SignInParts = {
  readonly app: LinkUseCases
  /** Whether pages are reached by TLS, so that the session is sent by nothing else. */
  readonly secure: boolean
  /** Whose word is taken for where a request comes from. */
  readonly trustedProxies: TrustedProxies
}

/** One-time links for staff, and fresh links for those that have expired. A GET only shows a button. */
export function signInPages({ app, secure, trustedProxies }: SignInParts): Hono<PageEnv> {
  const pages = new Hono<PageEnv>()
  pages.use('/sign-in/:key', async (c, next) => {
    const key = c.req.param('key')
    const opened = await app.openLink(key, 'board')
    if (!opened.ok) return c.html(<RefusedLinkPage refusal={opened.refusal} token={key} />, statusOf(opened.refusal))
    const { reader, link } = opened.value
    const formToken = await app.formToken(link.id)
    c.set('access', { reader, link, subject: link.subject, base: c.req.path, formToken })
    return next()
  })
  pages.use('/sign-in/:key', ownForm(app))
  pages.get('/sign-in/:key', (c) => {
    const { reader, base, formToken } = c.get('access')
    return c.html(<SignInPage name={reader.person.name} action={base} formToken={formToken} />)
  })
  pages.post('/sign-in/:key', async (c) => {
    const key = c.req.param('key')
    const signedIn = await app.signIn(key)
    if (!signedIn.ok)
      return c.html(<RefusedLinkPage refusal={signedIn.refusal} token={key} />, statusOf(signedIn.refusal))
    writeSession(c, signedIn.value.session, secure)
    return c.redirect(signedIn.value.to, 303)
  })
  pages.post('/sign-out', (c) => {
    dropSession(c)
    return c.redirect('/', 303)
  })
  pages.post('/links/fresh', async (c) => {
    const address = callerAddress(
      c.env?.incoming?.socket.remoteAddress,
      c.req.header('x-forwarded-for'),
      trustedProxies,
    )
    const again = await app.mayAskFreshLink(address)
    if (again) return c.html(<TooOftenPage />, 429, { 'retry-after': String(again.seconds) })
    const { link } = await readFields(c)
    if (link !== undefined) c.set('framedBy', await app.mailFreshLink(link))
    return c.html(<FreshLinkPage />)
  })
  return pages
}

const SignInPage = ({ name, action, formToken }: { name: string; action: string; formToken: string }) => (
  <Layout title="Sign in">
    <h1>Sign in</h1>
    <p class="lead">
      You are about to sign in as <strong>{name}</strong> in this browser, for twelve hours. If that is not you, close
      this page.
    </p>
    <form method="post" action={action}>
      <FormGuard token={formToken} />
      <button type="submit" class="primary">
        Sign in
      </button>
    </form>
  </Layout>
)
