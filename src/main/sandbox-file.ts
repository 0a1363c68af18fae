import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** What a running sandbox tells the CLI and tests: base URLs, and an API key (DESIGN 6.6). */
export type SandboxFile = {
  readonly app: string
  readonly slack: string
  readonly teams: string | null
  readonly mail: string
  readonly apiKey: string
}

export const sandboxDirectory = (root: string): string => path.join(root, '.zerotouch')
const fileIn = (directory: string): string => path.join(directory, 'sandbox.json')

/** @returns null when there is none, or it is not whole */
export async function readSandboxFile(directory: string): Promise<SandboxFile | null> {
  try {
    return JSON.parse(await readFile(fileIn(directory), 'utf8')) as SandboxFile
  } catch {
    return null
  }
}

/** Where the CLI finds the database of the sandbox; it holds a password. */
const databaseFileIn = (directory: string): string => path.join(directory, 'database-url')

export const rememberDatabase = (directory: string, url: string): Promise<void> =>
  writeWhole(databaseFileIn(directory), url)

/** @returns null when no sandbox has run here */
export const readDatabase = (directory: string): Promise<string | null> =>
  readFile(databaseFileIn(directory), 'utf8').catch(() => null)

/** The bot's port is known before all is up: what was killed while it started is to find its Slack again. */
const portFileIn = (directory: string): string => path.join(directory, 'app-port')

export const rememberPort = (directory: string, port: number): Promise<void> =>
  writeWhole(portFileIn(directory), String(port))

/** @returns null when no sandbox has run here */
export async function readPort(directory: string): Promise<number | null> {
  const text = await readFile(portFileIn(directory), 'utf8').catch(() => '')
  return /^\d{1,5}$/.test(text) ? Number(text) : null
}

/** What signs the sandbox's links: made once and kept, so that they open after a restart, too. */
export async function linkSecretOf(directory: string): Promise<string> {
  const file = path.join(directory, 'link-secret')
  const kept = await readFile(file, 'utf8').catch(() => '')
  if (kept.length >= 32) return kept
  const made = randomBytes(32).toString('hex')
  await writeWhole(file, made)
  return made
}

/** Written whole or not at all; it holds a key, so only its owner may read it. */
export async function writeSandboxFile(directory: string, file: SandboxFile): Promise<void> {
  await writeWhole(fileIn(directory), `${JSON.stringify(file, null, 2)}\n`)
}

async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const draft = `${file}.new`
  await writeFile(draft, text)
  await chmod(draft, 0o600)
  await rename(draft, file)
}
