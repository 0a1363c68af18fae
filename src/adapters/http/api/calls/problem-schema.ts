import { z } from '@hono/zod-openapi'

/** RFC 9457, with `errors` and `request` beyond it; some problems carry further members. */
export const problemSchema = z
  .looseObject({
    type: z.string().openapi({ example: '/v1/problems/invalid-request' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().optional(),
    request: z.string().optional().openapi({ description: 'The request id, to quote when asking about it.' }),
    errors: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
  })
  .openapi('Problem')
