import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { stringify } from 'yaml'
import { addClientsCommands } from '../../src/main/cli/clients-commands.ts'
import { type House, openHouse } from '../support/house.ts'
import { type RealApi, realApiOf } from '../support/real-api.ts'
import { makeTemporaryDirectory } from '../support/temporary-directory.ts'

let house: House
let api: RealApi
let directory: string
beforeAll(async () => {
  house = await openHouse()
  api = realApiOf(house)
  directory = await makeTemporaryDirectory()
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
  await house.close()
})

const account = (user: string) => ({ platform: 'slack', workspace: 'T9', user })
const put = async (as: string, accounts: object[]) => {
  const administrators = [{ name: 'Ada', email: 'ada@acme.example', accounts }]
  const json = { name: 'Acme', zone: 'UTC', systems: [{ environment: 'production' }], administrators }
  expect([200, 201]).toContain((await api.call(as, 'PUT /v1/clients/acme', { json })).status)
}
const read = async () => {
  const { revision: _, ...document } = (await api.call('vendor', 'GET /v1/clients/acme')).body
  return document
}
const directly = async (): Promise<string[]> =>
  (await house.ports.inTransaction((tx) => tx.places.around('acme'))).flatMap(({ address }) =>
    address.kind === 'direct' ? address.user : [],
  )

describe('an operator who imports', () => {
  const importAs = async (name: string, text: string) => {
    vi.stubEnv('DATABASE_URL', house.url)
    vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const file = path.join(directory, name)
    await writeFile(file, text)
    const program = new Command('zerotouch').exitOverride()
    addClientsCommands(program)
    for (const verb of ['check', 'import']) await program.parseAsync(['clients', verb, file], { from: 'user' })
  }

  it.each([
    ['JSON', 'acme.json', JSON.stringify],
    ['YAML', 'acme.yaml', stringify],
  ] as const)('what was read of a client, as %s, vouches for nobody who waits', async (_, name, write) => {
    await put('vendor', [account('U-known')])
    await put('acme', [account('U-known'), account('U-victim')])
    const before = await read()
    await importAs(name, write(before))
    expect(await read()).toEqual(before)
    expect(await directly()).toEqual(['U-known'])
  })

  it('a document that names the account speaks for the vendor', async () => {
    await put('acme', [account('U-known'), account('U-named')])
    const { administrators, ...rest } = await read()
    const [ada] = administrators as { awaitingAccounts: object[] }[]
    expect(ada?.awaitingAccounts).toEqual([account('U-named')])
    const named = { ...ada, accounts: [account('U-known'), account('U-named')], awaitingAccounts: [] }
    await importAs('named.json', JSON.stringify({ ...rest, administrators: [named] }))
    expect(await directly()).toEqual(['U-known', 'U-named'])
  })
})
