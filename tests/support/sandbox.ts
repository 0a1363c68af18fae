import { rm } from 'node:fs/promises'
import { afterAll, beforeAll } from 'vitest'
import { startSandbox } from '../../sandbox/start-sandbox.ts'
import { makeLogger } from '../../src/main/make-logger.ts'
import { joinSandbox, type SandboxClient } from './sandbox-client.ts'
import { makeTemporaryDirectory } from './temporary-directory.ts'

/**
 * Where the clocks of all test sandboxes begin: a Wednesday, far enough ahead that the days of these tests never come.
 * Seven days' notice lead to Sunday 11 March 2035, the night on which Toronto's clocks go forward; Auckland's go back on
 * 1 April.
 */
export const beginning = new Date('2035-02-28T12:00:00Z')

/**
 * One sandbox for all tests of a file, on ports of its own, stopped whatever happens; without Teams, unless it is asked
 * for.
 */
export function useSandbox({ teams = false } = {}): () => SandboxClient {
  let client: SandboxClient | undefined
  const stops: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const directory = await makeTemporaryDirectory()
    stops.push(() => rm(directory, { recursive: true, force: true }))
    const sandbox = await startSandbox(directory, makeLogger('error'), {
      anyPorts: true,
      disposable: true,
      teams,
      notBefore: beginning,
    })
    stops.push(() => sandbox.stop())
    const joined = await joinSandbox(directory)
    client = joined
    stops.push(() => joined.close())
    await joined.settled()
  }, 180_000)
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop()
  }, 60_000)
  return () => {
    if (!client) throw new Error('the sandbox is not up')
    return client
  }
}
