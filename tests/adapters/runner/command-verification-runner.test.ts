import { writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeCommandVerificationRunner } from '../../../src/adapters/runner/command-verification-runner.ts'
import type { VerificationResult } from '../../../src/app/ports/runner-ports.ts'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { reportAt } from '../../../src/main/report-at.ts'
import { leftBehind, lives, own, quiet, scriptDirectory, verificationJob } from './scripts.ts'

let scripts: Awaited<ReturnType<typeof scriptDirectory>>
beforeEach(async () => {
  scripts = await scriptDirectory()
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await scripts.remove()
})
const closing: (() => Promise<void>)[] = []

type Options = {
  args?: string[]
  timeoutMs?: number
  signal?: AbortSignal
  onStep?: (step: string) => Promise<void>
  program?: string
}

async function run(code: string, options: Options = {}) {
  const { args = [], timeoutMs = 20_000, signal, onStep = async () => undefined, program } = options
  const script = await scripts.script('verify', code)
  const runner = makeCommandVerificationRunner({
    program: program ?? process.execPath,
    args: [script, ...args],
    timeoutMs,
    env: own,
    logger: quiet,
    openReport: reportAt,
    ...(signal && { signal }),
  })
  const result = await runner.run(verificationJob, onStep)
  if (result.kind === 'report') closing.push(result.close)
  return result
}

/** What was written, by the names of its files. */
async function written(result: VerificationResult): Promise<Record<string, string>> {
  if (result.kind !== 'report') throw new Error(JSON.stringify(result))
  const files: Record<string, string> = {}
  for await (const { name, body } of result.sources) files[name] = (await buffer(body)).toString()
  return files
}

const writeReport = (report: string) =>
  `import { writeFileSync } from 'node:fs'
   writeFileSync(process.env.ZEROTOUCH_REPORT_FILE, ${JSON.stringify(report)})\n`

it('tells its steps in order, as they come, and brings its report', async () => {
  const steps: string[] = []
  const result = await run(
    `${writeReport('<testsuite/>')}
     console.log('hello')
     console.log('step=copying')
     process.stdout.write('step=upd')
     await new Promise((resolve) => setTimeout(resolve, 50))
     process.stdout.write('ating\\nstep=nonsense\\n  step=checking  \\r\\nnot step=copying')`,
    {
      onStep: async (step) => {
        await new Promise((resolve) => setTimeout(resolve, step === 'copying' ? 100 : 0))
        steps.push(step)
      },
    },
  )
  expect(steps).toEqual(['copying', 'updating', 'checking'])
  expect(result.kind).toBe('report')
  expect(await written(result)).toEqual({ '': '<testsuite/>' })
})

it('tells a step while the program is still at it', async () => {
  const steps: string[] = []
  const go = scripts.file('go')
  const result = await run(
    `import { existsSync } from 'node:fs'
     ${writeReport('x')}
     console.log('step=copying')
     while (!existsSync(process.argv[2])) await new Promise((resolve) => setTimeout(resolve, 20))`,
    {
      args: [go],
      onStep: async (step) => {
        steps.push(step)
        await writeFile(go, '')
      },
    },
  )
  expect(result.kind).toBe('report')
  expect(steps).toEqual(['copying'])
})

it('hands over the job and a fresh place for the report, and nothing else of ours', async () => {
  const seen = scripts.file('seen.json')
  await run(
    `import { existsSync, writeFileSync } from 'node:fs'
     writeFileSync(process.argv[2], JSON.stringify({
       env: process.env, exists: existsSync(process.env.ZEROTOUCH_REPORT_FILE),
     }))`,
    { args: [seen] },
  )
  const { env, exists } = JSON.parse((await scripts.read('seen.json')) ?? '{}')
  expect(exists).toBe(false)
  expect(env).toEqual({
    PATH: own.PATH,
    HOME: own.HOME,
    LANG: own.LANG,
    TZ: own.TZ,
    ZEROTOUCH_VERIFICATION: 'V-7',
    ZEROTOUCH_ATTEMPT: '1',
    ZEROTOUCH_CLIENT: 'acme',
    ZEROTOUCH_RELEASE: '3.9.12',
    ZEROTOUCH_FROM_VERSION: '',
    ZEROTOUCH_REPORT_FILE: expect.stringMatching(/^\/.+\/zerotouch-verification-\w+\/report$/),
    ZEROTOUCH_JOB: JSON.stringify(verificationJob),
  })
})

it('keeps a report of 20 MB until it was read, and no longer', async () => {
  const before = await leftBehind('verification')
  const result = await run(
    `import { writeFileSync } from 'node:fs'
     writeFileSync(process.env.ZEROTOUCH_REPORT_FILE, 'a'.repeat(20_000_000))`,
  )
  expect((await written(result))['']?.length).toBe(20_000_000)
  if (result.kind === 'report') await result.close()
  expect((await leftBehind('verification')).filter((name) => !before.includes(name))).toEqual([])
})

it('takes a folder for a report, with all its files', async () => {
  const result = await run(
    `import { mkdirSync, writeFileSync } from 'node:fs'
     const folder = process.env.ZEROTOUCH_REPORT_FILE
     mkdirSync(folder + '/b', { recursive: true })
     writeFileSync(folder + '/b/TEST-2.xml', '<testsuite><testcase name="two"/></testsuite>')
     writeFileSync(folder + '/a.xml', '<testsuite><testcase name="one"/></testsuite>')
     writeFileSync(folder + '/a.txt', 'words')
     console.log('exit-code=0')
     console.log('exit-code=2')
     console.log('exit-code=1')`,
  )
  expect(Object.keys(await written(result))).toEqual(['a.txt', 'a.xml', 'b/TEST-2.xml'])
  if (result.kind !== 'report') throw new Error('no report')
  expect(result.exitCode).toBe(2)
  const again = await run(
    `import { cpSync } from 'node:fs'
     cpSync(process.argv[2], process.env.ZEROTOUCH_REPORT_FILE, { recursive: true })`,
    { args: [fileURLToPath(new URL('../../fixtures/report-archives/info-zip.zip', import.meta.url))] },
  )
  if (again.kind !== 'report') throw new Error('no report')
  expect(again.exitCode).toBe(null)
  expect(await readReceivedReport(again.sources)).toMatchObject({
    ok: true,
    value: { summary: { totals: { tests: 4 } }, files: { read: 2, passedOver: 1 } },
  })
})

it.each(['', 'one', '1.5', '$code'])('fails when it says exit-code=%s', async (code) => {
  const result = await run(`${writeReport('<testsuite/>')} console.log('exit-code=${code}')`)
  expect(result).toEqual({
    kind: 'failed',
    detail: `the verification program said exit-code=${code}, and that is no exit code`,
  })
})

it.each([
  ['no report', ''],
  ['an empty report', writeReport('')],
  [
    'a link for a report',
    `import { symlinkSync } from 'node:fs'; symlinkSync('/etc/hostname', process.env.ZEROTOUCH_REPORT_FILE)`,
  ],
  ['an empty folder for a report', `import { mkdirSync } from 'node:fs'; mkdirSync(process.env.ZEROTOUCH_REPORT_FILE)`],
])('fails with %s', async (_what, code) => {
  expect(await run(code)).toEqual({
    kind: 'failed',
    detail: 'the verification program ended well but wrote no report',
  })
})

it('fails with its exit code and its last words, report or not', async () => {
  const code = `${writeReport('<testsuite/>')} console.error('no space for the copy'); process.exitCode = 4`
  expect(await run(code)).toEqual({
    kind: 'failed',
    detail: 'the verification program ended with exit code 4: no space for the copy',
  })
})

it('stops a program that does not end', async () => {
  expect(await run('setInterval(() => {}, 1000)', { timeoutMs: 500 })).toMatchObject({
    kind: 'failed',
    detail: expect.stringContaining('did not end within 1 seconds'),
  })
})

it('stops when we shut down', async () => {
  const shutdown = new AbortController()
  const running = run(`console.log('step=copying'); setInterval(() => {}, 1000)`, {
    signal: shutdown.signal,
    onStep: async () => shutdown.abort(),
  })
  expect(await running).toEqual({ kind: 'interrupted' })
})

it('does not wait for what the program left running with its outputs', async () => {
  const child = scripts.file('child.pid')
  const began = performance.now()
  const result = await run(
    `import { spawn } from 'node:child_process'
     ${writeReport('x')}
     const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 30000)'], { stdio: 'inherit', detached: true })
     writeFileSync(process.argv[2], String(child.pid))
     child.unref()`,
    { args: [child] },
  )
  expect(result.kind).toBe('report')
  expect(performance.now() - began).toBeLessThan(10_000)
  const pid = Number(await scripts.read('child.pid'))
  expect(await lives(pid)).toBe(true)
  process.kill(pid)
})

it('goes on when a step cannot be noted', async () => {
  const onStep = vi.fn().mockRejectedValueOnce(new Error('the database is away'))
  const result = await run(`${writeReport('x')} console.log('step=copying\\nstep=updating')`, { onStep })
  expect(result.kind).toBe('report')
  expect(onStep.mock.calls).toEqual([['copying'], ['updating']])
})

it('reads a line without an end in little memory', async () => {
  const steps: string[] = []
  const result = await run(
    `${writeReport('x')} process.stdout.write('y'.repeat(30_000_000)); console.log('\\nstep=checking')`,
    { onStep: async (step) => void steps.push(step) },
  )
  expect(result.kind).toBe('report')
  expect(steps).toEqual(['checking'])
})

it('says why a program could not be started', async () => {
  expect(await run('', { program: '/no/such/program' })).toEqual({
    kind: 'failed',
    detail: 'the verification program /no/such/program could not be started: it does not exist',
  })
})
