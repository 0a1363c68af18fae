import { runProgram } from './run-program.ts'

/** Whom the server runs as; undefined stands for whoever runs this program. */
export type Account = { uid: number; gid: number } | undefined

/**
 * Postgres refuses to run as root, so root hands it to the system account `name`, made when it is missing.
 *
 * @throws when root may not make the account, with what to do instead
 */
export async function serverAccount(name = 'postgres'): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined
  const existing = await lookUp(name)
  if (existing) return existing
  // Another start may be making it at this moment: what counts is that it is there afterwards.
  const made = await runProgram(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name],
    undefined,
  ).then(
    () => undefined,
    (error: Error) => error,
  )
  const account = await lookUp(name)
  if (account) return account
  throw new Error(
    `Postgres does not run as root and the account "${name}" could not be made: run this as another user, or set DATABASE_URL`,
    { cause: made },
  )
}

async function lookUp(name: string): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all([
      runProgram('id', ['-u', name], undefined),
      runProgram('id', ['-g', name], undefined),
    ])
    return { uid: Number(uid), gid: Number(gid) }
  } catch {
    return undefined
  }
}
