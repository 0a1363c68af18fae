import { Command } from 'commander'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { addLinksCommands } from '../../src/main/cli/links-commands.ts'
import { BadInput } from '../../src/main/cli/outcome.ts'
import { type House, openHouse } from '../support/house.ts'
import { ada, pagesOf, pathOf, signedIn, type TestPages } from '../support/pages.ts'
import { openVendor, scheduled } from '../support/scene.ts'

let house: House
let pages: TestPages
const bob = { kind: 'administrator', client: 'acme', person: 'acme-bob' } as const

beforeAll(async () => {
  house = await openHouse()
  await openVendor(house)
  await scheduled(house, 'acme')
  pages = pagesOf(house)
})
beforeEach(() => void vi.stubEnv('DATABASE_URL', house.url))
afterAll(() => house.close())

/** Runs `zerotouch links …`. @returns what it printed */
async function links(...args: string[]): Promise<string> {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const program = new Command().exitOverride()
  addLinksCommands(program)
  try {
    await program.parseAsync(['links', ...args], { from: 'user' })
    return printed.mock.calls.flat().join('\n')
  } finally {
    printed.mockRestore()
  }
}

describe('zerotouch links revoke', () => {
  it('closes every link of an administrator, on every page, and nobody else’s', async () => {
    const kinds = ['report', 'schedule', 'calendar'] as const
    const own = await Promise.all(kinds.map((kind) => pathOf(house, ada(), kind)))
    const others = await Promise.all(kinds.map((kind) => pathOf(house, bob, kind)))
    const statuses = (paths: string[]) => Promise.all(paths.map(async (path) => (await pages.get(path)).status))
    expect(await statuses(own)).toEqual([200, 200, 200])
    expect(await links('revoke', 'acme/acme-ada')).toBe('The links of acme/acme-ada are closed')
    expect(await statuses(own)).toEqual([410, 410, 410])
    expect(await statuses(others)).toEqual([200, 200, 200])
    // A closed one gets no fresh one, and a link that is made from now on opens.
    await pages.post('/links/fresh', { link: own[0]?.split('/').at(-1) ?? '' })
    await house.deliverAll()
    expect(house.sent.filter(({ card }) => card.kind === 'link-asked')).toEqual([])
    expect((await pages.get(await pathOf(house, ada(), 'schedule'))).status).toBe(200)
  })

  it('signs staff out, and closes the sign-in that they have not used yet', async () => {
    const session = await signedIn(house, pages, 'olga')
    const signIn = await pathOf(house, { kind: 'staff', person: 'olga' }, 'board')
    expect((await pages.get('/ops', session)).status).toBe(200)
    expect(JSON.parse(await links('revoke', 'olga', '--json'))).toEqual({ kind: 'staff', person: 'olga' })
    expect((await pages.get('/ops', session)).status).toBe(401)
    expect((await pages.get(signIn)).status).toBe(410)
  })

  it.each(['nobody', 'acme/nobody', 'nowhere/acme-ada', '', '/', 'acme/'])('knows nobody as “%s”', async (person) => {
    await expect(links('revoke', person)).rejects.toThrow(BadInput)
  })
})
