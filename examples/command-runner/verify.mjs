import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const { ZEROTOUCH_VERIFICATION, ZEROTOUCH_CLIENT, ZEROTOUCH_RELEASE, ZEROTOUCH_REPORT_FILE } = process.env
const [clientsFile] = process.argv.slice(2)
// One copy for each verification: a second try replaces what the first left behind.
const copy = `copy_${ZEROTOUCH_VERIFICATION.toLowerCase().replace(/[^a-z0-9]/g, '_')}`
const stopping = new AbortController()
process.once('SIGTERM', () => stopping.abort())

const step = (name) => process.stdout.write(`step=${name}\n`)
async function run(program, args, { stoppable = true } = {}) {
  const script = fileURLToPath(new URL(`../environment/${program}.mjs`, import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], {
    ...(stoppable && { signal: stopping.signal }),
  })
  return stdout.trim()
}

try {
  step('copying')
  const url = await run('copy', [clientsFile, ZEROTOUCH_CLIENT, copy])
  step('updating')
  await run('update', [url, ZEROTOUCH_RELEASE])
  step('checking')
  await run('check', [url, ZEROTOUCH_REPORT_FILE])
} catch (error) {
  process.stderr.write(`${error.stderr || error.message}\n`)
  process.exitCode = 1
} finally {
  await run('drop', [clientsFile, ZEROTOUCH_CLIENT, copy], { stoppable: false }).catch(() => undefined)
}
