import { Layout } from './layout.tsx'

export const NotFoundPage = () => (
  <Layout title="Not found · Zerotouch">
    <h1>There is no such page</h1>
    <p>
      <a href="/">Back to the start</a>
    </p>
  </Layout>
)
