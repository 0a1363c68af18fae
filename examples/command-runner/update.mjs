import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { liveUrl, main } from '../environment/database.mjs'

const { ZEROTOUCH_CLIENT, ZEROTOUCH_ENVIRONMENT, ZEROTOUCH_RELEASE } = process.env

/** Updates a live database. Its last line, `version=…`, is what Zerotouch writes down as running there. */
main(async ([clientsFile]) => {
  const url = await liveUrl(clientsFile, ZEROTOUCH_CLIENT, ZEROTOUCH_ENVIRONMENT)
  const script = fileURLToPath(new URL('../environment/update.mjs', import.meta.url))
  const update = spawn(process.execPath, [script, url, ZEROTOUCH_RELEASE], { stdio: 'inherit' })
  process.exitCode = await new Promise((resolve) => update.once('exit', (code) => resolve(code ?? 1)))
})
