import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { filesOfFolder } from '../adapters/test-report/intake/folder/files-of-folder.ts'
import type { ReportSource } from '../app/ports/report-source.ts'

/**
 * A report that lies on this machine: a file, an archive, or a folder that is looked through by name.
 * @param name what its files are called by; those of a folder by their names in it
 */
export async function* reportAt(path: string, name = ''): AsyncGenerator<ReportSource> {
  if ((await stat(path)).isDirectory()) yield* filesOfFolder(path, name)
  else yield { name, body: createReadStream(path, { highWaterMark: 64 * 1024 }) }
}
