import { z } from '@hono/zod-openapi'

/** How the cases of a report went, counted. */
export const totalsSchema = z
  .object({ tests: z.int(), passed: z.int(), failed: z.int(), errored: z.int(), skipped: z.int() })
  .openapi('Totals')
