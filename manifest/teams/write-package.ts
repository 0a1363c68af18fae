import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeRegistry } from '../../commands/index.ts'
import { appPackage } from './app-package.ts'
import { manifestText, standingOptions } from './teams-manifest.ts'

/**
 * Writes manifest.json beside this file; or, with the id of a registration, the package that is uploaded to its tenant:
 * `npm run manifest -- --app-id GUID --origin https://… [--app-version 1.0.0] [--out zerotouch-teams.zip]`
 */
const { values } = parseArgs({
  options: {
    'app-id': { type: 'string' },
    origin: { type: 'string', default: standingOptions.origin },
    'app-version': { type: 'string', default: standingOptions.version },
    out: { type: 'string', default: path.join('.zerotouch', 'zerotouch-teams.zip') },
  },
})
const registry = makeRegistry('@Zerotouch')
const standing = manifestText(registry, standingOptions)
await writeFile(new URL('manifest.json', import.meta.url), standing)
const appId = values['app-id']
const wanted = {
  appId: appId ?? standingOptions.appId,
  origin: values.origin,
  version: values['app-version'],
}
await mkdir(path.dirname(path.resolve(values.out)), { recursive: true })
await writeFile(values.out, await appPackage(manifestText(registry, wanted)))
process.stdout.write(`${values.out}: for ${appId ?? 'no registration yet; name yours with --app-id'}\n`)
