import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { NoticeKind } from '../../src/notices/kinds/notice.ts'
import type { NoticeDefinition } from '../../src/notices/notice/define-notice.ts'
import { type Fence, fences, fileOfDiff, patched, read, root } from './repository.ts'

const page = 'docs/guides/add-a-notice.md'

/** What the guide has one write: the new file, and the files that it changes, by their paths. */
export async function writtenByGuide() {
  const [definition, ...diffs] = fences(await read(page)) as [Fence, ...Fence[]]
  const [first = '', ...lines] = definition.text.split('\n')
  const changed = diffs.map(
    async ({ text }) => [fileOfDiff(text), patched(await read(fileOfDiff(text)), text)] as const,
  )
  return {
    file: first.replace('// ', ''),
    text: lines.join('\n'),
    changed: new Map(await Promise.all(changed)),
  }
}

/** @returns the definition that the guide has one write, loaded from a file of its own, where nothing else knows of it */
export async function definedByGuide(): Promise<NoticeDefinition<NoticeKind, never>> {
  const { file, text } = await writtenByGuide()
  const folder = path.join(root, path.dirname(file))
  const alone = text.replaceAll(/from '(\.[^']+)'/g, (_, to: string) => `from '${path.resolve(folder, to)}'`)
  const temporary = await mkdtemp(path.join(tmpdir(), 'notice-'))
  try {
    const copy = path.join(temporary, path.basename(file))
    await writeFile(copy, alone)
    const module: Record<string, NoticeDefinition<NoticeKind, never>> = await import(/* @vite-ignore */ copy)
    const [defined] = Object.values(module)
    if (!defined) throw new Error(`${file} defines nothing`)
    return defined
  } finally {
    await rm(temporary, { recursive: true })
  }
}
