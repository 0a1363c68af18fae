import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { makeRegistry } from '../../commands/index.ts'
import { manifestText, standingOptions } from './slack-manifest.ts'

/**
 * Writes manifest.json beside this file; or, with `--origin https://…`, prints the manifest of an installation:
 * `npx tsx manifest/slack/write-manifest.ts [--origin URL] [--slash /update] [--app-id A…]`
 */
const { values } = parseArgs({
  options: { origin: { type: 'string' }, slash: { type: 'string' }, 'app-id': { type: 'string' } },
})
const slash = values.slash ?? standingOptions.slash
const registry = makeRegistry(slash)
if (values.origin === undefined) {
  await writeFile(new URL('manifest.json', import.meta.url), manifestText(registry, standingOptions))
} else {
  const appId = values['app-id']
  process.stdout.write(manifestText(registry, { origin: values.origin, slash, ...(appId !== undefined && { appId }) }))
}
