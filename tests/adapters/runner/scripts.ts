import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
export const own = {
  PATH: process.env['PATH'],
  HOME: '/home/somebody',
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  API_TOKEN: 'secret',
}

export const updateJob = {
  update: 'U-1042',
  client: 'acme',
  environment: 'production',
  release: '3.9.12',
  fromVersion: '3.9.11',
} as const

export const verificationJob = {
  verification: 'V-7',
  client: 'acme',
  release: '3.9.12',
  fromVersion: null,
  attempt: 1,
} as const

/** A directory of the test's own, and how to write JavaScript programs into it. */
export async function scriptDirectory() {
  const directory = await mkdtemp(path.join(tmpdir(), 'runner-test-'))
  return {
    file: (name: string) => path.join(directory, name),
    read: (name: string) => readFile(path.join(directory, name), 'utf8').catch(() => null),
    async script(name: string, code: string): Promise<string> {
      const file = path.join(directory, `${name}.mjs`)
      await writeFile(file, code)
      return file
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

/** What runners have left behind in the place for temporary files. */
export const leftBehind = async (kind: 'update' | 'verification') =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`zerotouch-${kind}-`))

/** @returns whether a process is still there and not only waiting to be buried. */
export async function lives(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return stat !== null && !/\) [ZX] /.test(stat)
}
