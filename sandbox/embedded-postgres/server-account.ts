import { takeLock } from './exclusive-lock.ts'
import { type Account, runProgram } from './run-program.ts'

const PATIENCE = 30_000

/**
 * Postgres refuses to run as root, so root hands it to the system account `name`, made when it is missing.
 *
 * @throws when root may not make the account, with what to do instead
 */
export async function serverAccount(name = 'postgres'): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined
  const existing = await lookUp(name)
  if (existing) return existing
  const made = await makeAccount(name)
  const account = await lookUp(name)
  if (account) return account
  throw new Error(
    `Postgres does not run as root and the account "${name}" could not be made: run this as another user, or set DATABASE_URL`,
    { cause: made },
  )
}

/** One at a time: two at once can leave an account twice. */
async function makeAccount(name: string): Promise<Error | undefined> {
  const release = await takeLock(`account ${name}`, PATIENCE)
  try {
    if (await lookUp(name)) return undefined
    const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
    await runProgram('useradd', [...flags, name], undefined)
    return undefined
  } catch (error) {
    return error as Error
  } finally {
    await release?.()
  }
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
