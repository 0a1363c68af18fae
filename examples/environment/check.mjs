import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { main } from './database.mjs'

/** Runs the health check with Node's own test runner. A check that fails is a result: only one that cannot run is an error. */
main(async ([url, report]) => {
  const directory = fileURLToPath(new URL('health/', import.meta.url))
  const tests = (await readdir(directory)).filter((name) => name.endsWith('.test.mjs'))
  const code = await new Promise((resolve, reject) => {
    const run = spawn(
      process.execPath,
      [
        ...['--test', '--test-reporter=junit', `--test-reporter-destination=${report}`],
        ...tests.map((name) => `${directory}${name}`),
      ],
      { env: { PATH: process.env.PATH, DATABASE_URL: url }, stdio: ['ignore', 'ignore', 'inherit'] },
    )
    run.once('error', reject)
    run.once('exit', resolve)
  })
  if (code !== 0 && code !== 1) throw new Error(`The health check ended with ${code}`)
})
