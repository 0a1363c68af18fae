/** Starts the sandbox's Slack in a directory, says so in one line of JSON, and lives until it is killed. */
import { startLocalSlack } from '../../sandbox/local-slack.ts'
import { workspace } from './workspace.ts'

const [dataDir = '', port = '0', requestUrl = ''] = process.argv.slice(2)
const slack = await startLocalSlack({
  dataDir,
  port: Number(port),
  config: workspace(requestUrl),
  log: { info: () => undefined },
})
process.stdout.write(`${JSON.stringify({ ...slack, stop: undefined })}\n`)
setInterval(() => undefined, 60_000)
