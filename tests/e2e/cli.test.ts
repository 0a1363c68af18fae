import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { runSandboxIn, type SandboxProgram } from '../support/sandbox-program.ts'
import { makeTemporaryDirectory } from '../support/temporary-directory.ts'

// Each call is a process of its own; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

const bin = fileURLToPath(new URL('../../bin/zerotouch.js', import.meta.url))
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/health-reports/${name}`, import.meta.url))

let directory: string
let sandbox: SandboxProgram
beforeAll(async () => {
  directory = await makeTemporaryDirectory()
  sandbox = runSandboxIn(directory)
  await sandbox.ready()
}, 120_000)
afterAll(async () => {
  await sandbox?.interrupt()
  await rm(directory, { recursive: true, force: true })
}, 60_000)

type Ended = { readonly exit: number; readonly out: string; readonly error: string }

/** An operator's shell beside the running sandbox, without a setting. */
const zerotouch = (...args: string[]) =>
  new Promise<Ended>((resolve) => {
    const { DATABASE_URL: _, ...env } = process.env
    execFile(process.execPath, [bin, ...args], { cwd: directory, env }, (failed, out, error) =>
      resolve({ exit: typeof failed?.code === 'number' ? failed.code : failed ? 1 : 0, out, error }),
    )
  })

/** Exactly one line of JSON, and nothing beside it. */
async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { exit, out, error } = await zerotouch(...args, '--json')
  expect([args.join(' '), exit, error]).toEqual([args.join(' '), 0, ''])
  expect(out).toMatch(/^\{.*\}\n$/)
  return JSON.parse(out)
}

it('joins the sandbox that runs here: a release is seen, planned, paused and resumed', async () => {
  expect(await json('release', 'status', '3.9.12')).toMatchObject({ status: 'available', clients: 4 })
  const [plan, doctor, keys] = await Promise.all([
    json('release', 'plan', '3.9.13'),
    json('doctor'),
    json('keys', 'list'),
  ])
  expect(plan).toMatchObject({ blocked: [], unreachable: [] })
  expect(plan['updates']).toContainEqual(expect.objectContaining({ system: 'beta/production' }))
  expect(doctor).toMatchObject({ ok: true })
  expect(keys).toMatchObject({ items: [{ name: 'sandbox' }] })
  expect(await json('release', 'pause', '3.9.12', '--reason', 'log-ins fail')).toMatchObject({
    status: 'paused',
  })
  expect(await json('release', 'resume', '3.9.12', '--reason', 'mended')).toMatchObject({
    status: 'available',
  })
})

it('takes in a client, its report, a key and a freeze', async () => {
  const zeta = {
    id: 'zeta',
    name: 'Zeta',
    zone: 'Europe/Paris',
    systems: [{ environment: 'production', version: '3.9.11' }],
    administrators: [{ id: 'z', name: 'Z', email: 'z@zeta.example' }],
  }
  await writeFile(path.join(directory, 'clients.json'), JSON.stringify([zeta]))
  expect(await json('clients', 'check', 'clients.json')).toEqual({
    clients: ['zeta'],
    facts: [expect.objectContaining({ id: 'zeta', zone: 'Europe/Paris', administrators: 1 })],
    errors: [],
    warnings: [],
  })
  expect(await json('clients', 'import', 'clients.json')).toEqual({
    clients: [expect.objectContaining({ id: 'zeta', revision: 1 })],
  })
  const report = ['report', 'upload', fixture('jest-3k.xml'), '--client', 'zeta', '--release', '3.9.12']
  expect(await json(...report)).toMatchObject({ client: 'zeta', status: 'reported', failed: 2 })
  const { id } = await json('keys', 'create', 'pipe', '--scope', 'read')
  expect(await json('keys', 'revoke', String(id))).toMatchObject({ id, revokedAt: expect.any(String) })
  const span = ['--from', '2036-12-20T00:00:00Z', '--until', '2037-01-04T00:00:00Z']
  expect(await json('freeze', 'add', ...span, '--reason', 'Year end')).toMatchObject({ id: 'Z-1', frozen: 0 })
  expect(await json('freeze', 'end', 'Z-1')).toMatchObject({ id: 'Z-1' })
})

it.each([
  [2, 'release status 9.9.9', 'There is no release 9.9.9'],
  [2, 'release publish 3.9.13 --notes https://v.example --gate nothing.xml', 'nothing.xml: there is no such file'],
  [2, `release publish 3.9.13 --notes https://v.example --gate ${fixture('hostile-xxe.xml')}`, 'has a DOCTYPE'],
  [
    1,
    `release publish 3.9.14 --notes https://v.example --gate ${fixture('jest-3k.xml')}`,
    'so 16,794 are missing. 2 tests failed',
  ],
  [2, 'release pause 3.9.12', "required option '--reason <text>'"],
  [1, 'release resume 3.9.12 --reason again', 'Release 3.9.12 is available'],
  [2, `report upload ${fixture('jest-3k.xml')} --client nobody --release 3.9.12`, 'nobody has no verification'],
  [2, 'clients import broken.json', 'name: is missing; zone: is missing'],
])('ends with %s: %s', async (exit, line, said) => {
  await writeFile(path.join(directory, 'broken.json'), JSON.stringify({ id: 'zeta' }))
  const ended = await zerotouch(...line.split(' '), '--json')
  expect([ended.exit, ended.out]).toEqual([exit, ''])
  expect(ended.error).toContain(said)
  expect(ended.error.trim().split('\n')).toHaveLength(1)
})
