import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { exists, fences, fileOfDiff, inlineCode, patched, read, root } from './repository.ts'

const guide = 'docs/guides/add-a-command.md'

test('the files that the guide names exist', async () => {
  const named = inlineCode(await read(guide)).filter((code) => /^(src|commands|tests|manifest|migrations)\//.test(code))
  expect(named.length).toBeGreaterThan(8)
  expect(named.filter((file) => !exists(file))).toEqual([])
})

test('its steps, applied to a copy of the repository, make a command that type-checks and passes its test', async () => {
  const page = await read(guide)
  const copy = await temporaryDirectory()
  for (const part of [
    'src',
    'commands',
    'sandbox',
    'manifest',
    'migrations',
    'tests/support',
    'package.json',
    'tsconfig.json',
  ])
    await cp(path.join(root, part), path.join(copy, part), { recursive: true })
  for (const part of ['tests/adapters/slack/manifest.test.ts', 'vitest.config.ts'])
    await cp(path.join(root, part), path.join(copy, part))
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))

  const written: string[] = []
  for (const { language, text } of fences(page)) {
    if (language === 'ts') {
      const [first = '', ...rest] = text.split('\n')
      const file = first.replace('// ', '')
      await mkdir(path.dirname(path.join(copy, file)), { recursive: true })
      await writeFile(path.join(copy, file), rest.join('\n'))
      written.push(file)
    }
    if (language === 'diff') await applyDiff(copy, text)
  }
  expect(written).toEqual(['commands/clients/windows.ts', 'tests/commands/windows.test.ts'])

  const tsconfig = { extends: './tsconfig.json', include: [...written, 'tests/support/global-setup.ts'] }
  await writeFile(path.join(copy, 'tsconfig.guide.json'), JSON.stringify(tsconfig))
  await run(copy, 'tsc', ['-p', 'tsconfig.guide.json'])
  await run(copy, 'tsx', ['manifest/slack/write-manifest.ts'])
  expect(await readFile(path.join(copy, 'manifest/slack/manifest.json'), 'utf8')).toContain('| windows |')
  const tested = await run(copy, 'vitest', ['run', '--reporter=json'])
  expect(JSON.parse(tested)).toMatchObject({ success: true, numTotalTestSuites: expect.any(Number) })
  expect(JSON.parse(tested).numPassedTests).toBeGreaterThan(2)
}, 240_000)

async function applyDiff(copy: string, diff: string): Promise<void> {
  const file = path.join(copy, fileOfDiff(diff))
  await writeFile(file, patched(await readFile(file, 'utf8'), diff))
}

function run(cwd: string, program: string, args: readonly string[]): Promise<string> {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST') && name !== 'TEST')
  const env = { ...Object.fromEntries(environment), DATABASE_URL: inject('postgres').url }
  return new Promise((resolve, reject) => {
    execFile(path.join(root, 'node_modules/.bin', program), args, { cwd, env }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(' ')}:\n${stdout}\n${stderr}`))
      else resolve(stdout)
    })
  })
}
