import { mkdir, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { processStamp } from '../../sandbox/embedded-postgres/process-identity.ts'
import { startEmbeddedPostgres } from '../../sandbox/embedded-postgres/start-embedded-postgres.ts'

const PREFIX = 'zerotouch-test-server-'
const quiet = { info: () => undefined, warn: () => undefined }

/** The server given, or an embedded one in a temporary directory that is removed when it is stopped. */
export async function startTestServer(given: string | undefined): Promise<{ url: string; stop(): Promise<void> }> {
  if (given) return { url: given, stop: async () => undefined }
  await removeAbandoned()
  const dataDir = path.join(tmpdir(), `${PREFIX}${process.pid}-${await startTicks(process.pid)}`)
  await mkdir(dataDir, { mode: 0o755 })
  const server = await startEmbeddedPostgres({ dataDir, disposable: true, log: quiet })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true })
    },
  }
}

/** Runs that were killed could not clean up behind them. */
async function removeAbandoned(): Promise<void> {
  for (const entry of await readdir(tmpdir())) {
    const [, pid, ticks] = new RegExp(`^${PREFIX}(\\d+)-(\\d+)$`).exec(entry) ?? []
    if (!pid || (await startTicks(Number(pid))) === ticks) continue
    const dataDir = path.join(tmpdir(), entry)
    const server = await startEmbeddedPostgres({ dataDir, log: quiet }).catch(() => undefined)
    await server?.stop()
    // Another run may be at it, too.
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function startTicks(pid: number): Promise<string | undefined> {
  return (await processStamp(pid))?.split('/').at(-1)
}
