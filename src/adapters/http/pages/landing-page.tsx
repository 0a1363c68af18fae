import { Layout } from './layout.tsx'
import type { SandboxPage, SandboxView } from './sandbox-control.ts'

/** What this is; in the sandbox also what to try, and the clock that can be moved. */
export const LandingPage = ({ sandbox }: { sandbox: SandboxView | null }) => (
  <Layout title="Zerotouch">
    <h1>Zerotouch</h1>
    <p class="lead">
      Updates clients’ servers without the clients lifting a finger: every release passes a gate, is tried on a copy of
      each live server, and is scheduled by itself. People are told in Slack or Teams, by e-mail and in their own
      system, and can move, cancel or hurry it.
    </p>
    {sandbox ? (
      <Sandbox view={sandbox} />
    ) : (
      <p>This is the bot’s own address. Talk to it in your chat with the update command.</p>
    )}
  </Layout>
)

const Sandbox = ({ view }: { view: SandboxView }) => (
  <>
    <section aria-labelledby="places">
      <h2 id="places">Places</h2>
      <ul class="places">
        {view.links.map(({ label, href, note }) => (
          <li>
            <a href={href}>{label}</a> <span>{note}</span>
          </li>
        ))}
      </ul>
    </section>
    <section aria-labelledby="try">
      <h2 id="try">What to try</h2>
      <ol>
        {view.steps.map((step) => (
          <li>{withCode(step)}</li>
        ))}
      </ol>
    </section>
    <section aria-labelledby="clients">
      <h2 id="clients">Clients</h2>
      <div class="cards">
        {view.clients.map(({ name, zone, lines, reader, pages }) => (
          <article>
            <h3>{name}</h3>
            <p class="zone">{zone}</p>
            <ul>
              {lines.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
            <p class="said">As {reader} sees it:</p>
            <ul>
              {pages.map((page) => (
                <li>
                  <PageLink page={page} of={name} />
                </li>
              ))}
            </ul>
          </article>
        ))}
      </div>
    </section>
    <Time view={view} />
    {view.acts.length > 0 && (
      <section aria-labelledby="acts">
        <h2 id="acts">Make things happen</h2>
        {view.acts.map(({ what, label, note }) => (
          <form class="row" method="post" action="/sandbox/act">
            <input type="hidden" name="what" value={what} />
            <button type="submit">{label}</button> <span>{note}</span>
          </form>
        ))}
      </section>
    )}
  </>
)

const PageLink = ({ page: { label, href, note }, of }: { page: SandboxPage; of: string }) => (
  <>
    {href === null ? (
      label
    ) : (
      <a href={href}>
        {label}
        <span class="only-heard"> of {of}</span>
      </a>
    )}
    {note && <span class="muted">: {note}</span>}
  </>
)

/** What stands between back-ticks is to be typed. */
const withCode = (words: string) =>
  words.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))

const Time = ({ view }: { view: SandboxView }) => (
  <section aria-labelledby="time">
    <h2 id="time">Make time pass</h2>
    <p>
      It is now <strong>{view.now}</strong> for the bot. Its clock goes forward only.
    </p>
    {view.moments.length === 0 && <p>Nothing is planned, so there is no moment to go to.</p>}
    {view.moments.map(({ label, at, instant }) => (
      <form class="row" method="post" action="/sandbox/time">
        <input type="hidden" name="to" value={instant} />
        <button type="submit">{label}</button> <span>{at}</span>
      </form>
    ))}
  </section>
)
