import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { makeTemporaryDirectory } from '../../../support/temporary-directory.ts'
import type { Files } from './packing.ts'

/** Writes files into a folder of their own, which is removed when the test is over. */
export async function folderOf(files: Files): Promise<string> {
  const folder = await makeTemporaryDirectory()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    const at = path.join(folder, name)
    await mkdir(path.dirname(at), { recursive: true })
    await writeFile(at, text)
  }
  return folder
}
