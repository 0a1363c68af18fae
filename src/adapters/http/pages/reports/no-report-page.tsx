import { Layout } from '../layout.tsx'

export const NoReportPage = ({ who }: { who: string }) => (
  <Layout title="No health report yet" who={who}>
    <h1>No health report yet</h1>
    <p class="lead">
      No release has been tried on a copy of your live environment so far. When one has been, its report shows here and
      you are told.
    </p>
  </Layout>
)
