import { z } from '@hono/zod-openapi'
import type { ApiKey } from '../../../../app/ports/stores/api-ports.ts'
import type { App } from '../../../../app/use-cases/app.ts'
import type { Client } from '../../../../domain/people/client.ts'
import { type Answer, answer, problem } from '../calls/answer.ts'
import type { Call } from '../calls/call.ts'
import { readCall } from '../calls/define-call.ts'
import { admitToClient, admitToWhole, isId, unknown, unknownClient } from '../calls/reach.ts'

const params = z.object({ client: z.string().openapi({ example: 'acme' }) })

export const administratorQuery = z.string().max(200).openapi({
  description: 'An administrator’s id on file; without one in the document it is the e-mail address.',
})

const query = z.object({
  administrator: administratorQuery,
  page: z.enum(['report', 'schedule', 'calendar']),
  verification: z.string().optional().openapi({ description: 'Of which report; the newest when left out.' }),
})

const linkSchema = z
  .object({
    url: z.url().openapi({ example: 'https://updates.vendor.example/schedule/eyJhbGciOi…' }),
    expiresAt: z.iso.datetime(),
  })
  .openapi('Link', {
    description: 'Who has it reads and acts as that administrator: show it to nobody else.',
  })

/** Personal links for a learning environment that knows who has logged in: to frame a page, or to link it. */
export const linkCalls = (app: App): Call[] => [
  readCall({
    path: '/v1/clients/{client}/links',
    name: 'makeLink',
    summary: 'A fresh personal link to a page, for one administrator of a client',
    scope: 'links:read',
    params,
    query,
    admit: ({ client }, { key }) => admitToClient(key, client),
    answers: { 200: { description: 'The link', schema: linkSchema } },
    async run({ params: { client: id }, query: { administrator, page, verification } }, { actor }) {
      const client = await app.readClient(id)
      if (!client) return unknownClient(id)
      const person = personOf(client, administrator)
      if (!person) return unknownAdministrator(administrator)
      const subject = page === 'report' ? await reportMeant(app, client, verification) : null
      if (page === 'report' && !subject) return unknown('verification', verification ?? 'newest')
      const issued = await app.issueLink({ person, purpose: page, client: client.id, subject, by: actor })
      if (!issued.ok) return problem('no-pages', 'Set LINK_SECRET and PUBLIC_URL to have links made.')
      return answer(200, { url: issued.value.url, expiresAt: issued.value.expiresAt.toISOString() })
    },
  }),
]

/** @returns why a key is turned away that asks for somebody's own links; else null */
export function admitToLinks(key: ApiKey): Answer | null {
  if (key.scopes.includes('links:read')) return admitToWhole(key)
  return problem('missing-scope', 'Personal links need the scope links:read.', { scope: 'links:read' })
}

export const unknownAdministrator = (id: string): Answer =>
  problem('unknown-administrator', `The client has no administrator "${id.slice(0, 80)}".`)

export function personOf(client: Client, administrator: string) {
  const known = client.administrators.find(({ id }) => id === administrator)
  return known ? { kind: 'person' as const, id: known.id, name: known.name, administers: [client.id], roles: [] } : null
}

async function reportMeant(app: App, client: Client, named: string | undefined): Promise<string | null> {
  if (named === undefined) return (await app.readHealth(client.id))?.verification.id ?? null
  const view = isId(named) ? await app.readVerification(named) : null
  return view?.client.id === client.id ? view.verification.id : null
}
