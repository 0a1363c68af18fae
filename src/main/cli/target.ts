import { BadSetting, readDatabaseUrl } from '../../config/config.ts'
import { readDatabase, sandboxDirectory } from '../sandbox-file.ts'

/** Which database the CLI speaks to: `DATABASE_URL`, or the one of the sandbox that runs here (DESIGN 6.6). */
export async function databaseUrl(): Promise<string> {
  const url = readDatabaseUrl() ?? (await readDatabase(sandboxDirectory(process.cwd())))
  if (!url) throw new BadSetting('DATABASE_URL: is not set, and no sandbox runs here')
  return url
}
