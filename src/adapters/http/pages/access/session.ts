import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const name = 'zerotouch_session'

/**
 * What a signed-in member of the staff carries. Pages of administrators need no cookie: they are shown in frames, where
 * browsers keep none.
 */
export const readSession = (c: Context): string | null => getCookie(c, name) ?? null

/** Kept until the browser is closed; the session says itself when it ends. */
export const writeSession = (c: Context, session: string, secure: boolean): void =>
  setCookie(c, name, session, { path: '/', httpOnly: true, sameSite: 'Lax', secure })

export const dropSession = (c: Context): void => {
  deleteCookie(c, name, { path: '/' })
}
