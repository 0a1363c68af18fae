import { execFile } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openApiHouse } from '../adapters/http/api-house.ts'
import { type Loopback, serveOnLoopback } from '../adapters/http/loopback.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { fences, read } from './repository.ts'

/** The recipes as they stand in the guide: the blocks of shell under each heading. */
const guide = await read('docs/guides/reports.md')
const recipes = new Map(
  guide
    .slice(guide.indexOf('## Recipes'))
    .split('\n### ')
    .slice(1)
    .map((section) => [section.split('\n')[0] ?? '', shellIn(section)]),
)
/** Where `call` and `json` come from; the address and the key are those of the test. */
const [ten = ''] = shellIn(await read('docs/guides/api.md'))
const helpers = ten
  .split('\n')
  .filter((line) => /^(?:call|json)\(\)/.test(line))
  .join('\n')

function shellIn(text: string): string[] {
  return fences(text).flatMap((fence) => (fence.language === 'sh' ? [fence.text] : []))
}

let opened: Awaited<ReturnType<typeof openApiHouse>>
let server: Loopback
beforeEach(async () => {
  opened = await openApiHouse()
  server = await serveOnLoopback(opened.api)
})
afterEach(async () => {
  await server.stop()
  await opened.house.close()
})

const cases = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `<testcase name="${name} ${at}"/>`).join('')
const suite = (name: string, count: number, more = '') =>
  `<testsuite name="${name}">${cases(name, count)}${more}</testsuite>`
const failed = '<testcase name="f"><failure message="no"/></testcase>'

/** A runner that writes these files below the present folder and ends with a code. */
const runner = (files: Readonly<Record<string, string>>, code: number): string =>
  [
    '#!/bin/bash',
    ...Object.entries(files).map(
      ([name, text]) => `mkdir -p "$(dirname "${name}")" && cat > "${name}" <<'END'\n${text}\nEND`,
    ),
    `exit ${code}`,
  ].join('\n')

/** Follows a recipe in a folder of its own, with runners in the place of the real ones. */
async function follow(
  script: string,
  runners: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = await temporaryDirectory()
  for (const [name, text] of Object.entries(runners)) {
    const at = path.join(folder, name)
    await mkdir(path.dirname(at), { recursive: true })
    await writeFile(at, text)
    await chmod(at, 0o755)
  }
  const all = {
    ...process.env,
    // Only what every system has: a runner that is installed here is not the one that is meant.
    PATH: [`${folder}/bin`, path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    ZT: server.url,
    VERIFICATION: opened.verification,
    KEY: opened.tokens['acme'] ?? '',
    ...env,
  }
  return new Promise((resolve, reject) => {
    const whole = `set -euo pipefail\n${helpers}\n${script}`
    execFile('bash', ['-c', whole], { cwd: folder, env: all }, (error, out, err) =>
      error ? reject(new Error(`${err}\n${out}`)) : resolve(out),
    )
  })
}

const found = async () => {
  const view = await opened.house.app.readVerification(opened.verification)
  return {
    status: view?.verification.status,
    totals: view?.report?.summary.totals,
    findings: view?.findings.map(({ kind }) => kind),
  }
}
const scripts = (name: string): readonly string[] => {
  const recipe = recipes.get(name)
  if (!recipe) throw new Error(`the guide has no recipe for ${name}: ${[...recipes.keys()].join(', ')}`)
  return recipe
}

test('every recipe of the guide is tried here', () => {
  expect([...recipes.keys()]).toEqual([
    'Surefire and Failsafe',
    'Gradle',
    'Behat',
    'pytest-xdist',
    'Playwright in shards',
    'Jest',
  ])
  expect(helpers).toMatch(/^call\(\).*\njson\(\)/)
})

test.each([
  [
    'Surefire and Failsafe',
    'bin/mvn',
    {
      'a/target/surefire-reports/TEST-A.xml': suite('A', 8),
      'a/target/surefire-reports/A.txt': 'Tests run: 8',
      'b/target/failsafe-reports/TEST-B.xml': suite('B', 6),
      'b/target/failsafe-reports/failsafe-summary.xml': '<failsafe-summary result="0"/>',
    },
  ],
  [
    'Gradle',
    'gradlew',
    {
      'app/build/test-results/test/TEST-A.xml': suite('A', 8),
      'app/build/test-results/test/binary/output.bin': 'bytes',
      'lib/build/test-results/integrationTest/TEST-B.xml': suite('B', 6),
    },
  ],
  ['Behat', 'vendor/bin/behat', { 'behat-report/default.xml': suite('A', 8), 'behat-report/admin.xml': suite('B', 6) }],
  ['pytest-xdist', 'bin/pytest', { 'report.xml': suite('A', 14) }],
  ['Jest', 'bin/npm', { 'packages/a/junit.xml': suite('A', 8), 'packages/with a blank/junit.xml': suite('B', 6) }],
])('%s', async (name, program, files) => {
  const [script = ''] = scripts(name)
  await follow(script, { [program]: runner(files, 0) })
  expect(await found()).toEqual({
    status: 'passed',
    totals: { tests: 14, passed: 14, failed: 0, errored: 0, skipped: 0 },
    findings: [],
  })
})

test.each([
  ['Surefire and Failsafe', 'bin/mvn', 'target/surefire-reports/TEST-A.xml'],
  ['Gradle', 'gradlew', 'build/test-results/test/TEST-A.xml'],
  ['Behat', 'vendor/bin/behat', 'behat-report/default.xml'],
  ['pytest-xdist', 'bin/pytest', 'report.xml'],
  ['Jest', 'bin/npm', 'packages/a/junit.xml'],
])('%s, whose runner was killed', async (name, program, file) => {
  const [script = ''] = scripts(name)
  await follow(script, { [program]: runner({ [file]: suite('A', 14) }, 137) })
  expect(await found()).toMatchObject({ status: 'reported', findings: ['exit-code'] })
})

test('Playwright in shards', async () => {
  const [shard = '', close = ''] = scripts('Playwright in shards')
  const parts = [
    ['1', suite('A', 8), 0],
    ['2', suite('B', 5, failed), 1],
    ['3', suite('C', 4), 137],
  ] as const
  for (const [number, text, code] of parts) {
    const npx = `#!/bin/bash\ncat > "$PLAYWRIGHT_JUNIT_OUTPUT_FILE" <<'END'\n${text}\nEND\nexit ${code}`
    await follow(shard, { 'bin/npx': npx }, { SHARD: number, SHARDS: '3' })
    expect((await found()).status).toBe('requested')
  }
  await expect(follow(close, {}, { SHARDS: '4' })).rejects.toThrow(/parts-differ.*shard-1.*shard-3/s)
  await follow(close, {}, { SHARDS: '3' })
  expect(await found()).toEqual({
    status: 'reported',
    totals: { tests: 18, passed: 17, failed: 1, errored: 0, skipped: 0 },
    findings: ['case', 'exit-code'],
  })
})
