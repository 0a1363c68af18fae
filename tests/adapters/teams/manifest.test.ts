import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import Draft4 from 'ajv-draft-04'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { makeRegistry } from '../../../commands/index.ts'
import { appPackage } from '../../../manifest/teams/app-package.ts'
import { manifestText, schemaVersion, standingOptions, teamsManifest } from '../../../manifest/teams/teams-manifest.ts'

type Draft4Class = typeof import('ajv-draft-04')['default']
const Ajv = ((Draft4 as { default?: unknown }).default ?? Draft4) as Draft4Class
const registry = makeRegistry('@Zerotouch')
const standing = teamsManifest(registry, standingOptions)

/** Microsoft's own schema, as its package carries it. */
const schema = createRequire(import.meta.url)(
  `@microsoft/app-manifest/build/json-schemas/teams/v${schemaVersion}/MicrosoftTeams.schema.json`,
)
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema)

test('the manifest is valid by Microsoft’s schema, and a wrong one is not', () => {
  validate(standing)
  expect(validate.errors).toBeNull()
  expect(validate({ ...standing, icons: {} })).toBe(false)
  expect(validate({ ...standing, stray: 1 })).toBe(false)
})

test('what stands beside the commands is what they make', async () => {
  const file = await readFile(new URL('../../../manifest/teams/manifest.json', import.meta.url), 'utf8')
  expect(file).toBe(manifestText(registry, standingOptions))
})

test('the commands are the verbs of administrators, help among them', () => {
  const [list] = standing.bots[0]?.commandLists ?? []
  const titles = list?.commands.map(({ title }) => title) ?? []
  expect(titles).toHaveLength(10)
  expect(titles).toEqual(expect.arrayContaining(['status', 'reschedule', 'cancel', 'urgent', 'help']))
  for (const title of titles) expect(registry.get(title)?.for).toBe('everyone')
})

test('the package holds the manifest and icons of the sizes that Teams wants, byte for byte the same each time', async () => {
  const text = manifestText(registry, standingOptions)
  const bytes = await appPackage(text)
  const files = unzipSync(bytes)
  expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png'])
  expect(new TextDecoder().decode(files['manifest.json'])).toBe(text)
  const sizeOf = (png: Uint8Array | undefined) => {
    const view = Buffer.from(png ?? [])
    return [view.subarray(1, 4).toString(), view.readUInt32BE(16), view.readUInt32BE(20)]
  }
  expect(sizeOf(files['color.png'])).toEqual(['PNG', 192, 192])
  expect(sizeOf(files['outline.png'])).toEqual(['PNG', 32, 32])
  expect(Buffer.from(await appPackage(text)).equals(bytes)).toBe(true)
})
