import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseEnv, promisify } from 'node:util'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { scopes } from '../../manifest/slack/slack-manifest.ts'
import { apiScopes } from '../../src/app/ports/stores/api-ports.ts'
import { readConfig } from '../../src/config/config.ts'
import { envSchema } from '../../src/config/env.ts'
import { readVendorFile } from '../../src/config/vendor.ts'
import { staffRoles } from '../../src/domain/people/actor.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { fences, read } from './repository.ts'

const page = await read('docs/guides/operate.md')

/** The rows below a table's head, cell by cell. */
function table(head: string): string[][] {
  const [, body = ''] = page.split(`${head}\n`)
  const rows = body.slice(0, body.indexOf('\n\n')).split('\n').slice(1)
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}
const bare = (cell = ''): string => cell.replaceAll('`', '')

describe('the settings', () => {
  const rows = table('| setting | default | meaning |')

  test('in the table are those that are read, in their order', () => {
    expect(rows.map(([name]) => bare(name))).toEqual(Object.keys(envSchema.shape))
  })

  test('have the defaults that the table says', () => {
    const said = Object.fromEntries(rows.map(([name, fallback]) => [bare(name), bare(fallback)]))
    const real = Object.fromEntries(
      Object.entries(envSchema.shape).map(([name, setting]) => [name, defaultOf(setting)]),
    )
    expect(said).toEqual(real)
  })

  test('of the example are taken once the secrets are made as it says, and they sign', async () => {
    const [example] = fences(page).filter(({ text }) => text.startsWith('# zerotouch.env'))
    const [making] = fences(page).filter(({ text }) => text.startsWith('echo "LINK_SECRET='))
    const file = path.join(await temporaryDirectory(), 'zerotouch.env')
    await writeFile(file, example?.text ?? '')
    await promisify(execFile)('sh', ['-ec', making?.text ?? 'false'], { cwd: path.dirname(file) })
    const settings = { ...parseEnv(await readFile(file, 'utf8')), VENDOR_FILE: await writtenVendorFile() }
    expect(() => readConfig(settings)).toThrow(/^SLACK_SIGNING_SECRET: is an example that everybody can read/)
    const config = readConfig({ ...settings, SLACK_SIGNING_SECRET: randomBytes(16).toString('hex') })
    expect(config.links?.secrets[0]).toHaveLength(44)
    expect(config.updateRunner).toEqual({ kind: 'command', program: '/opt/zerotouch/update', args: [] })
    expect(config.slack?.tokens.size).toBe(2)
    expect(config.mail?.from).toEqual({ name: 'Zerotouch', address: 'updates@vendor.example' })
    expect(new Webhook(config.runnerSecret ?? '').sign('id', new Date(0), '{}')).toMatch(/^v1,/)
  })
})

/** What the table should say of a setting: `needed`, `none`, or its default as it would be written. */
function defaultOf(setting: z.ZodType): string {
  const read = setting.safeParse(undefined)
  if (!read.success) return 'needed'
  const value: unknown = read.data
  if (value === undefined || (value instanceof Map && value.size === 0)) return 'none'
  if (Array.isArray(value) && value.length === 0) return 'none'
  const sender = z.object({ name: z.string(), address: z.string() }).safeParse(value)
  return sender.success ? `${sender.data.name} <${sender.data.address}>` : String(value)
}

async function writtenVendorFile(): Promise<string> {
  const [example] = fences(page).filter(({ text }) => text.includes('"rooms"'))
  const file = path.join(await temporaryDirectory(), 'vendor.json')
  await writeFile(file, example?.text ?? '')
  return file
}

test('the vendor file of the page is one', async () => {
  const vendor = readVendorFile(await writtenVendorFile())
  expect(vendor).toMatchObject({ ok: true, value: { staff: [{ id: 'ivy' }] } })
})

test('the roles, the scopes of the API and those of Slack are all there', () => {
  for (const role of staffRoles) expect(page).toContain(`\`${role}\``)
  expect(/Scopes: ([^.]+)\./.exec(page)?.[1]).toBe(apiScopes.map((scope) => `\`${scope}\``).join(', '))
  expect(Object.fromEntries(table('| scope | for |').map(([scope, why]) => [bare(scope), why]))).toEqual(scopes)
})

test('the variables of a job are those that runners set', async () => {
  const source = async (what: string) => readFile(`src/adapters/runner/command-${what}-runner.ts`, 'utf8')
  const set = async (what: string) =>
    [...(await source(what)).matchAll(/^ {2}(ZEROTOUCH_\w+):/gm)].map(([, name]) => name)
  const rows = table('| variable | update | verification |')
  const said = (column: number) => rows.filter((row) => row[column] !== '').map(([name]) => bare(name))
  expect(said(1).sort()).toEqual((await set('update')).sort())
  expect(said(2).sort()).toEqual((await set('verification')).sort())
})

test('the log lines to watch are those that are written', async () => {
  const [, watched = ''] = /Watch `warn` and above, and ([^.]+)\./.exec(page) ?? []
  const lines = [...watched.matchAll(/`([^`]+)`/g)].map(([, line = '']) => line)
  expect(lines.length).toBeGreaterThan(3)
  const sources = await Promise.all(
    ['sending/settle-delivery', 'tick', 'verifications/sweep-verifications'].map((name) =>
      readFile(`src/app/${name}.ts`, 'utf8'),
    ),
  )
  for (const line of lines) expect(sources.join('\n'), line).toContain(line)
})
