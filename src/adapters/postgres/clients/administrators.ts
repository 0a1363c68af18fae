import type { ClientDocument } from '../../../app/ports/ports.ts'
import type { Connection } from '../plumbing/database.ts'

/** Replaces a client's administrators and their accounts with those of its document, in its order. */
export async function putAdministrators(db: Connection, { id: client, administrators }: ClientDocument): Promise<void> {
  await db.deleteFrom('administrators').where('client', '=', client).execute()
  if (administrators.length === 0) return
  await db
    .insertInto('administrators')
    .values(administrators.map(({ id, name, email }, position) => ({ client, id, name, email, position })))
    .execute()
  const accounts = administrators.flatMap((administrator) =>
    administrator.accounts.map(({ platform, workspace, user }, position) => ({
      platform,
      workspace,
      user_id: user,
      client,
      position,
      administrator: administrator.id,
      staff: null,
    })),
  )
  if (accounts.length === 0) return
  await db
    .insertInto('chat_accounts')
    .values(accounts)
    .onConflict((same) => same.doNothing())
    .execute()
}
