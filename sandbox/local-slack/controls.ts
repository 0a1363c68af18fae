import type { FormValues, LogEntry, Socket, Store } from './emulator.ts'

const PATIENCE = 30_000

/** Stands for the page, which sends these things over its own connection. */
const PAGE: Socket = { data: { kind: 'ui' }, send: () => undefined }

/** Ways to drive forms and home tabs over HTTP, beside the emulator's own `/_control/…`. */
export async function control(
  request: Request,
  store: Store,
  send: (socket: Socket, data: string) => void,
): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  const [, user] = /^\/_control\/home\/([^/]+)$/.exec(pathname) ?? []
  if (user) return Response.json({ home: Object.fromEntries(store.homeViews.get(user) ?? []) })
  if (pathname === '/_control/views') return Response.json({ views: store.modalStack })
  if (pathname === '/_control/home-click') {
    const asked = (await request.json()) as { user: string; appId: string; action: object }
    send(PAGE, JSON.stringify({ t: 'block_action', channel: '', messageTs: '', ...asked }))
    return Response.json({ ok: true })
  }
  if (pathname === '/_control/view-submit' || pathname === '/_control/view-close') {
    const asked = (await request.json()) as { user: string; values?: FormValues }
    if (store.modalStack.length === 0) return Response.json({ ok: false, error: 'no form is open' }, { status: 409 })
    const act = pathname.endsWith('submit') ? 'view_submit' : 'view_close'
    const answer = act === 'view_submit' ? nextAnswer(store) : Promise.resolve(undefined)
    send(PAGE, JSON.stringify({ t: act, user: asked.user, values: asked.values ?? {} }))
    const answered = await answer
    return Response.json({
      ok: true,
      status: answered?.summary,
      answer: answered?.detail,
      views: store.modalStack,
    })
  }
  return undefined
}

/** The bot's answer to the interaction that is sent next, once the emulator has acted on it. */
function nextAnswer(store: Store): Promise<LogEntry> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => {
      store.off('log', onLog)
      reject(new Error('the bot did not answer the form'))
    }, PATIENCE)
    function onLog(entry: LogEntry): void {
      if (entry.kind !== 'interactive' || entry.direction === 'to_bot') return
      clearTimeout(giveUp)
      store.off('log', onLog)
      setTimeout(() => resolve(entry), 0)
    }
    store.on('log', onLog)
  })
}
