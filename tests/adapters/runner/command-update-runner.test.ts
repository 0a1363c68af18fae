import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeCommandUpdateRunner } from '../../../src/adapters/runner/command-update-runner.ts'
import { leftBehind, lives, own, quiet, scriptDirectory, updateJob } from './scripts.ts'

let scripts: Awaited<ReturnType<typeof scriptDirectory>>
beforeEach(async () => {
  scripts = await scriptDirectory()
})
afterEach(() => scripts.remove())

const runnerOf = (program: string, args: string[], timeoutMs = 20_000) =>
  makeCommandUpdateRunner({ program, args, timeoutMs, env: own, logger: quiet })

async function run(code: string, { args = [] as string[], timeoutMs = 20_000, job = updateJob } = {}) {
  const script = await scripts.script('update', code)
  return runnerOf(process.execPath, [script, ...args], timeoutMs).run(job)
}
const untilRead = (name: string) =>
  vi.waitFor(async () => expect(await scripts.read(name)).toBeTruthy(), { timeout: 10_000, interval: 20 })

it('hands over the job, its arguments as they are, and nothing else of ours', async () => {
  const seen = scripts.file('seen.json')
  const tricky = ['$(touch /tmp/owned)', '; exit 1', 'two words', '*']
  const result = await run(
    `import { writeFileSync } from 'node:fs'
     writeFileSync(process.argv[2], JSON.stringify({ args: process.argv.slice(3), env: process.env }))`,
    { args: [seen, ...tricky] },
  )
  expect(result).toEqual({ status: 'updated', version: '3.9.12' })
  const { args, env } = JSON.parse((await scripts.read('seen.json')) ?? '{}')
  expect(args).toEqual(tricky)
  expect(env).toEqual({
    PATH: own.PATH,
    HOME: own.HOME,
    LANG: own.LANG,
    TZ: own.TZ,
    ZEROTOUCH_UPDATE: 'U-1042',
    ZEROTOUCH_CLIENT: 'acme',
    ZEROTOUCH_ENVIRONMENT: 'production',
    ZEROTOUCH_RELEASE: '3.9.12',
    ZEROTOUCH_FROM_VERSION: '3.9.11',
    ZEROTOUCH_JOB: JSON.stringify(updateJob),
  })
})

it.each([
  ['console.log("done\\nversion=3.9.12-p1")', '3.9.12-p1'],
  ['console.log("version=4.0.0\\n\\n")', '4.0.0'],
  ['console.log("version=4.0.0\\nbye")', '3.9.12'],
  ['console.log("version=<script>")', '3.9.12'],
  ['', '3.9.12'],
])('takes the version from the last line of %s: %s', async (code, version) => {
  expect(await run(code)).toEqual({ status: 'updated', version })
})

it('tells how it failed, in plain words of a reasonable length', async () => {
  const result = await run(
    `process.stderr.write('x'.repeat(1_000_000) + '\\u001b[31mdisk\\u001b[0m \\u0007full\\u202e\\r\\nat /dev/sda')
     process.exitCode = 3`,
  )
  expect(result).toMatchObject({
    status: 'failed',
    detail: expect.stringMatching(/^the update program ended with exit code 3: …x+disk full\nat \/dev\/sda$/),
  })
  expect((result as { detail: string }).detail.length).toBeLessThan(1_100)
})

it.each([
  ['live-version=3.9.11\\nlive-restored=yes\\nlive-up=no', { version: '3.9.11', restored: true, up: false }],
  ['live-up=no\\nwaiting\\nlive-up=yes\\nbye', { version: null, restored: null, up: true }],
  ['live-version=<b>\\nlive-restored=perhaps\\nlive-version=3.9.11', { version: '3.9.11', restored: null, up: null }],
  ['live-version=\\nlive-up=maybe\\nnot live-up=yes', undefined],
])('takes from its output in what state it left the live system: %s', async (output, live) => {
  const result = await run(`console.log("${output}"); process.exitCode = 1`)
  expect(result).toEqual({ status: 'failed', detail: expect.any(String), ...(live && { live }) })
})

it('says nothing about what it wrote when it wrote nothing', async () => {
  expect(await run('process.exit(1)')).toEqual({
    status: 'failed',
    detail: 'the update program ended with exit code 1',
  })
})

it('says that it cannot know how far a killed program came', async () => {
  expect(await run(`process.kill(process.pid, 'SIGKILL')`)).toEqual({
    status: 'failed',
    detail: 'the update program was ended by SIGKILL, so how far it came is not known',
  })
})

it('stops a program that does not end, with everything it started', async () => {
  const child = scripts.file('child.pid')
  const running = run(
    `import { spawn } from 'node:child_process'
     import { writeFileSync } from 'node:fs'
     const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
     writeFileSync(process.argv[2], String(child.pid))
     setInterval(() => {}, 1000)`,
    { args: [child], timeoutMs: 1_500 },
  )
  expect(await running).toEqual({
    status: 'failed',
    detail: 'the update program did not end within 2 seconds and was stopped, so how far it came is not known',
  })
  const pid = Number(await scripts.read('child.pid'))
  expect(pid).toBeGreaterThan(0)
  await vi.waitFor(async () => expect(await lives(pid)).toBe(false), { timeout: 5_000 })
})

it.each([
  ['a missing program', '/no/such/program', 'it does not exist'],
  ['a file that is no program', 'update.mjs', 'it may not be run'],
])('says why %s could not be started', async (_what, name, reason) => {
  await scripts.script('update', '')
  const program = name.startsWith('/') ? name : scripts.file(name)
  expect(await runnerOf(program, []).run(updateJob)).toEqual({
    status: 'failed',
    detail: `the update program ${program} could not be started: ${reason}`,
  })
})

it('refuses a job that an environment cannot hold', async () => {
  expect(await run('', { job: { ...updateJob, release: '3\u0000' as '3.9.12' } })).toMatchObject({
    status: 'failed',
    detail: expect.stringContaining('null character'),
  })
})

it('says that the version before is not known by leaving it empty', async () => {
  const seen = scripts.file('seen')
  await run(
    `import { writeFileSync } from 'node:fs'
     writeFileSync(process.argv[2], '[' + process.env.ZEROTOUCH_FROM_VERSION + ']')`,
    { args: [seen], job: { ...updateJob, fromVersion: null as unknown as '3.9.11' } },
  )
  expect(await scripts.read('seen')).toBe('[]')
})

it('lets the program finish when we are killed, though it goes on talking', async () => {
  const program = await scripts.script(
    'slow',
    `import { writeFileSync } from 'node:fs'
     writeFileSync(process.argv[2] + '.started', 'x')
     for (let i = 0; i < 20; i++) {
       process.stdout.write('still at it\\n'.repeat(20_000))
       await new Promise((resolve) => setTimeout(resolve, 50))
     }
     writeFileSync(process.argv[2] + '.finished', 'x')`,
  )
  const runner = new URL('../../../src/adapters/runner/command-update-runner.ts', import.meta.url).pathname
  const host = await scripts.script(
    'host',
    `const { makeCommandUpdateRunner } = await import(${JSON.stringify(runner)})
     const logger = { info() {}, warn() {}, error() {} }
     const [program, mark] = process.argv.slice(2)
     await makeCommandUpdateRunner({
       program: process.execPath, args: [program, mark], timeoutMs: 60_000, env: process.env, logger,
     }).run(${JSON.stringify(updateJob)})`,
  )
  const us = spawn(process.execPath, ['--import', 'tsx', host, program, scripts.file('mark')], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: scripts.file('.') },
  })
  await untilRead('mark.started')
  us.kill('SIGKILL')
  await once(us, 'exit')
  expect(await scripts.read('mark.finished')).toBeNull()
  await untilRead('mark.finished')
})

it('leaves no file behind', async () => {
  const before = await leftBehind('update')
  await run('console.log(1)')
  await runnerOf('/no/such/program', []).run(updateJob)
  expect((await leftBehind('update')).filter((name) => !before.includes(name))).toEqual([])
})
