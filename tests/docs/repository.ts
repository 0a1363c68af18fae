import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Made on the machine, and not part of the repository. */
const notOurs = /^(node_modules|\.git|\.zerotouch|coverage|tests\/browser\/screenshots)$|\.log$/

/** Every file of the repository, as a path from its root. */
export async function repositoryFiles(folder = ''): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true })
  const files = entries
    .map((entry) => ({ entry, file: path.posix.join(folder, entry.name) }))
    .filter(({ file }) => !notOurs.test(file))
    .map(({ entry, file }) => (entry.isDirectory() ? repositoryFiles(file) : entry.isFile() ? [file] : []))
  return (await Promise.all(files)).flat().sort()
}

export const read = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8')
export const exists = (file: string): boolean => existsSync(path.join(root, file))

/** The pages that people read; the fixtures' own is about files that came with it. */
export const pages = async (): Promise<string[]> =>
  (await repositoryFiles()).filter((file) => file.endsWith('.md') && !file.startsWith('tests/fixtures/'))

export type Fence = { readonly language: string; readonly text: string }

/** The blocks of code in a page. */
export const fences = (page: string): Fence[] =>
  [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }))

/** What stands between single backticks, outside blocks of code. */
export const inlineCode = (page: string): string[] =>
  [...page.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)

/** @returns the file that a diff on a page is of */
export const fileOfDiff = (diff: string): string => (diff.split('\n')[0] ?? '').replace('--- ', '')

/** @returns a text with the imports of a diff after its last one, and any other `+` line after the line of context above it */
export function patched(before: string, diff: string): string {
  let text = before
  let context = ''
  for (const line of diff.split('\n').slice(1)) {
    if (line.startsWith('+import '))
      text = text.replace(/((?:import|\}) [^\n]*from [^\n]+\n)(?!import )/, `$1${line.slice(1)}\n`)
    else if (line.startsWith('+')) {
      if (!text.includes(`${context}\n`)) throw new Error(`Nowhere stands: ${context}`)
      text = text.replace(`${context}\n`, `${context}\n${line.slice(1)}\n`)
    } else context = line.slice(1)
  }
  return text
}
