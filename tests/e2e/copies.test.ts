import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type AppProcess, makeAppProcess } from '../../chaos/app-process.ts'
import { vendor } from '../../chaos/fixtures.ts'
import { eventually } from '../support/eventually.ts'
import { type House, openHouse } from '../support/house.ts'
import { available, onFile } from '../support/scene.ts'
import { makeTemporaryDirectory } from '../support/temporary-directory.ts'

// Two processes start, and both are real.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

const clients = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7', 'h8']
const atOnce = 2

/** A runner that writes down when it works, and for which worker. */
const runner = (diary: string) => `
  import { appendFileSync, writeFileSync } from 'node:fs'
  const note = (word) => appendFileSync(${JSON.stringify(diary)}, word + ' ' + process.ppid + ' ' + process.env.ZEROTOUCH_CLIENT + '\\n')
  note('begins')
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  writeFileSync(process.env.ZEROTOUCH_REPORT_FILE, '<testsuite name="core">' + '<testcase classname="a" name="t"/>'.repeat(1000) + '</testsuite>')
  note('ends')
`

let house: House
let workers: readonly AppProcess[]
let diary: string
beforeAll(async () => {
  house = await openHouse(new Date().toISOString())
  const directory = await makeTemporaryDirectory()
  diary = path.join(directory, 'diary')
  const [vendorFile, program] = [path.join(directory, 'vendor.json'), path.join(directory, 'verify.mjs')]
  await writeFile(vendorFile, JSON.stringify(vendor))
  await writeFile(program, runner(diary))
  const env = {
    DATABASE_URL: house.url,
    VENDOR_FILE: vendorFile,
    UPDATE_RUNNER: '["/bin/true"]',
    VERIFICATION_RUNNER: JSON.stringify([process.execPath, program]),
    VERIFY_CONCURRENCY: String(atOnce),
  }
  workers = ['one', 'two'].map((name) => makeAppProcess(name, 'worker', env, path.join(directory, `${name}.log`)))
  for (const client of clients) await onFile(house, client, { channels: [] })
})
afterAll(async () => {
  for (const worker of workers) await worker.kill()
  await house.close()
})

it('VERIFY_CONCURRENCY holds across two processes, and each copy is made once', async () => {
  for (const worker of workers) {
    worker.start()
    await eventually('a worker', async () => (worker.isUp() ? true : undefined), 60_000)
  }
  await available(house, '3.9.12')
  await eventually(
    'every copy to be verified',
    async () => {
      const { items } = await house.app.listVerifications({}, { after: null, limit: 100 })
      return items.filter(({ status }) => status === 'passed').length === clients.length ? true : undefined
    },
    120_000,
  )
  const lines = (await readFile(diary, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  let running = 0
  const counts = lines.map(([word]) => {
    running += word === 'begins' ? 1 : -1
    return running
  })
  expect(Math.max(...counts)).toBe(atOnce)
  expect(
    lines
      .filter(([word]) => word === 'begins')
      .map(([, , client]) => client)
      .sort(),
  ).toEqual(clients)
  expect(new Set(lines.map(([, worker]) => worker)).size).toBe(2)
})
