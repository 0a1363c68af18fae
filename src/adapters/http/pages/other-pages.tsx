import type { Context } from 'hono'
import type { PageEnv } from './access/page-env.ts'
import { Layout } from './layout.tsx'

/** Says that there is no such page, and leads back to where the reader has a page: in a frame, too. */
export const notFound = (c: Context<PageEnv>) => c.html(<NotFoundPage back={backFrom(c)} />, 404)

/** @returns null where there is nowhere to go back to */
function backFrom(c: Context<PageEnv>): string | null {
  const access = c.get('access')
  if (!access) return '/'
  if (c.req.path !== access.base) return access.base
  return access.reader.kind === 'staff' ? '/ops' : null
}

const NotFoundPage = ({ back }: { back: string | null }) => (
  <Layout title="Not found">
    <h1>There is no such page</h1>
    {back === null ? (
      <p>Ask the bot in your channel with the word “open” for a link to what there is.</p>
    ) : (
      <p>
        <a href={back}>Go back</a>
      </p>
    )}
  </Layout>
)

export const FailurePage = () => (
  <Layout title="Something went wrong">
    <h1>Something went wrong on our side</h1>
    <p>Nothing was changed by it that you were not told of. Please try again in a moment.</p>
  </Layout>
)
