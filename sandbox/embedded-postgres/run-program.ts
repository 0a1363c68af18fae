import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Whom a program runs as; undefined stands for whoever runs this one. */
export type Account = { uid: number; gid: number } | undefined

/** Runs a program to its end, as the given account, in the C locale, without a shell; rejects with what it printed. */
export async function runProgram(program: string, args: string[], account: Account): Promise<string> {
  const { stdout } = await execute(program, args, { ...account, cwd: '/', env: plainEnvironment() })
  return stdout
}

/** Locale settings of the caller may name a locale that this machine lacks, and PG… variables would be obeyed. */
export function plainEnvironment(): Record<string, string> {
  return { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}
