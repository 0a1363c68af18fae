import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** An empty directory that everybody may pass through, removed when the test is over. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await makeTemporaryDirectory()
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** The same, for its maker to remove. */
export async function makeTemporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(await realpath(tmpdir()), 'zerotouch-'))
  await chmod(directory, 0o755)
  return directory
}
