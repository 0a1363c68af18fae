import { Layout } from './layout.tsx'

export const NotFoundPage = () => (
  <Layout title="Not found">
    <h1>There is no such page</h1>
    <p>
      <a href="/">Back to the start</a>
    </p>
  </Layout>
)

export const FailurePage = () => (
  <Layout title="Something went wrong">
    <h1>Something went wrong on our side</h1>
    <p>Nothing was changed by it that you were not told of. Please try again in a moment.</p>
  </Layout>
)
