/** Starts the mail catcher in a directory, says so in one line of JSON, and lives until it is killed. */
import { startMailCatcher } from '../../sandbox/mail-catcher.ts'

const [dataDir = ''] = process.argv.slice(2)
const catcher = await startMailCatcher({ dataDir, smtpPort: 0, webPort: 0, log: { info: () => undefined } })
process.stdout.write(`${JSON.stringify({ ...catcher, stop: undefined })}\n`)
setInterval(() => undefined, 60_000)
