import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { readFields } from './access/own-form.tsx'
import type { PageEnv } from './access/page-env.ts'
import { notFound } from './other-pages.tsx'
import type { SandboxControl } from './sandbox-control.ts'

/** Makes time pass and the like. Only a form of our own page may ask for it. */
export function sandboxActions(sandbox: SandboxControl): Hono<PageEnv> {
  const actions = new Hono<PageEnv>()
  actions.use(csrf())
  actions.post('/time', async (c) => {
    const { to = '' } = await readFields(c)
    const instant = new Date(to)
    if (Number.isNaN(instant.getTime())) return c.text('Name the instant to go to, such as 2026-12-06T02:00:00Z.', 400)
    await sandbox.advanceTo(instant)
    return c.redirect('/', 303)
  })
  actions.post('/act', async (c) => {
    const { what } = await readFields(c)
    const done = what !== undefined && (await sandbox.act(what))
    return done ? c.redirect('/', 303) : c.text('There is nothing of that name to do now.', 400)
  })
  // Making a link changes nothing, and a link that is made when it is wanted has not expired.
  actions.get('/open/:page/:client?', async (c) => {
    const link = await sandbox.open(c.req.param('page'), c.req.param('client') ?? null)
    return link ? c.redirect(link, 303) : notFound(c)
  })
  return actions
}
