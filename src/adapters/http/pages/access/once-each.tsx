import type { MiddlewareHandler } from 'hono'
import { visibleText } from '../../../../notices/card/visible-text.ts'
import { Layout } from '../layout.tsx'
import type { PageEnv } from './page-env.ts'

/** Turns away an address that gives a parameter more than once: nobody can tell which of its values was meant. */
export const onceEach: MiddlewareHandler<PageEnv> = async (c, next) => {
  const [repeated] = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1)
  return repeated ? c.html(<RepeatedPage name={repeated[0].slice(0, 100)} />, 422) : next()
}

const RepeatedPage = ({ name }: { name: string }) => (
  <Layout title="This address says two things at once">
    <h1>This address says two things at once</h1>
    <p class="lead">
      It gives “{visibleText(name)}” more than once. Please take one of them out, or open the page again from your link.
    </p>
  </Layout>
)
