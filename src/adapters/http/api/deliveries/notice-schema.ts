import { z } from '@hono/zod-openapi'

const fact = z.object({ label: z.string(), value: z.string() }).openapi('Fact')

export const noticeSchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    kind: z.string().openapi({ example: 'rollout' }),
    tone: z.enum(['neutral', 'good', 'warning', 'bad']),
    title: z.string(),
    summary: z.string().openapi({ description: 'One plain line.' }),
    blocks: z.array(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('text'), text: z.string() }),
        z.object({ type: z.literal('facts'), facts: z.array(fact) }),
        z.object({ type: z.literal('list'), items: z.array(z.string()) }),
        z.object({ type: z.literal('quote'), text: z.string() }),
        z.object({ type: z.literal('section'), title: z.string(), facts: z.array(fact) }),
        z.object({ type: z.literal('divider') }),
      ]),
    ),
    links: z.array(z.object({ label: z.string(), link: z.string() })),
    pages: z
      .array(
        z.object({
          page: z.enum(['report', 'schedule', 'calendar']),
          label: z.string(),
          verification: z.string().nullable(),
        }),
      )
      .openapi({
        description:
          'Pages that the notice leads to, for which each reader needs a link of their own (`GET /v1/clients/{client}/links`). Read with `administrator`, they are in `links`.',
      }),
    footer: z.string().nullable(),
  })
  .openapi('Notice', { description: 'Every text in it is plain: escape it where you show it.' })
