import { spawn } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { BadInput } from '../../src/main/cli/outcome.ts'
import { addReportCommands } from '../../src/main/cli/report-commands.ts'
import { folderOf } from '../adapters/test-report/intake/folder-of.ts'
import { tarGz, zipped } from '../adapters/test-report/intake/packing.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const one = '<testsuite name="a" tests="1"><testcase name="a"/></testsuite>'
const two = '<testsuite name="b" tests="2"><testcase name="b"/><testcase name="c"/></testsuite>'
const failed = '<testsuite name="c"><testcase name="d"><failure message="no"/></testcase></testsuite>'

afterEach(() => {
  process.exitCode = 0
})

async function inspect(...args: string[]) {
  const program = new Command().exitOverride()
  addReportCommands(program)
  const printed: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  process.exitCode = 0
  try {
    await program.parseAsync(['report', 'inspect', ...args], { from: 'user' })
    return { exit: process.exitCode, said: printed.join('\n') }
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    return { exit: 2, said: error.message }
  } finally {
    log.mockRestore()
  }
}

const inspected = async (...args: string[]) => JSON.parse((await inspect(...args, '--json')).said)
const passing = (tests: number) => ({ tests, passed: tests, failed: 0, errored: 0, skipped: 0, problems: [] })

describe('report inspect', () => {
  it('takes files, folders and archives, mixed, as one report', async () => {
    const folder = await folderOf({
      'x/one.xml': one,
      'x/y/two.xml': two,
      'shards.zip': zipped({ 's/two.xml': two }),
      'shards.tar.gz': await tarGz({ 'one.xml': one }),
    })
    const at = (name: string) => path.join(folder, name)
    expect(await inspected(at('x'))).toEqual(passing(3))
    expect(await inspected(at('x/one.xml'), at('x/y/two.xml'))).toEqual(passing(3))
    const twice = [at('shards.zip'), at('x/one.xml'), at('x/y'), at('shards.tar.gz')]
    const names = [at('x/y/two.xml'), at('shards.tar.gz/one.xml')]
    expect(await inspected(...twice)).toEqual({ ...passing(3), repeated: { cases: 3, names } })
    expect((await inspect(...twice)).said).toBe(
      `3 tests: 3 passed; it declares 6 tests\nleft out 3 cases that stand in several files: ${names.join(', ')}`,
    )
    expect((await inspect(at('x'))).said).toBe('3 tests: 3 passed; it declares 3 tests')
  })

  it('reads the standard input as -', async () => {
    const file = path.join(await folderOf({ 'two.xml': two }), 'two.xml')
    const bin = fileURLToPath(new URL('../../bin/zerotouch.js', import.meta.url))
    const said = await new Promise<string>((resolve) => {
      const program = spawn(process.execPath, [bin, 'report', 'inspect', '-', file, '--json'])
      let text = ''
      program.stdout.on('data', (chunk) => {
        text += chunk
      })
      program.on('close', () => resolve(text))
      program.stdin.end(zipped({ 'one.xml': one }))
    })
    expect(JSON.parse(said)).toEqual(passing(3))
    expect(await inspect('-', '-')).toEqual({ exit: 2, said: '-: the standard input can be read only once' })
  }, 60_000)

  it('names what it passed over in a folder', async () => {
    const folder = await folderOf({ 'TEST-a.xml': one, 'a.txt': 'Tests run: 1', 'html/index.html': '<html>' })
    expect(await inspect(folder)).toEqual({
      exit: 0,
      said: `1 test: 1 passed; it declares 1 test\npassed over 2 files: ${folder}/a.txt, ${folder}/html/index.html`,
    })
    expect(await inspected(folder)).toEqual({
      ...passing(1),
      passedOver: { count: 2, names: [`${folder}/a.txt`, `${folder}/html/index.html`] },
    })
  })

  it('refuses all for one file that cannot be read, by its name', async () => {
    const folder = await folderOf({ 'a.xml': one, 'b/c.xml': two.slice(0, -9), 'd.xml': one })
    const [a, c] = [path.join(folder, 'a.xml'), path.join(folder, 'b/c.xml')]
    const cut = expect.stringMatching(/^\S+\/b\/c\.xml: The report ends before .* \(truncated\)$/)
    expect(await inspect(folder)).toEqual({ exit: 2, said: cut })
    expect(await inspect(a, c)).toEqual({ exit: 2, said: cut })
    expect(await inspect(a, '/none.xml')).toEqual({ exit: 2, said: '/none.xml: there is no such file' })
  })

  it.each([
    ['a file outside', async (folder: string) => symlink('/etc/hostname', path.join(folder, 'x.xml'))],
    ['a file beside it', async (folder: string) => symlink('a.xml', path.join(folder, 'x.xml'))],
    ['a folder', async (folder: string) => symlink('/etc', path.join(folder, 'x'))],
    ['the folder itself', async (folder: string) => symlink('.', path.join(folder, 'x'))],
    ['nothing', async (folder: string) => symlink('/none', path.join(folder, 'x.xml'))],
  ])('follows no link in a folder: to %s', async (_, link) => {
    const folder = await folderOf({ 'a.xml': one })
    await link(folder)
    expect(await inspect(folder)).toEqual({
      exit: 2,
      said: expect.stringMatching(/\/x(?:\.xml)?: It is a symbolic link/),
    })
  })

  it('passes over a link that has no report’s name, and follows one that somebody named', async () => {
    const folder = await folderOf({ 'a.xml': one })
    await symlink('a.xml', path.join(folder, 'latest'))
    const named = path.join(await temporaryDirectory(), 'named')
    await symlink(folder, named)
    expect(await inspected(named)).toMatchObject({ tests: 1, passedOver: { count: 1 } })
    expect(await inspected(path.join(folder, 'latest'))).toEqual(passing(1))
  })

  it('ends where folders do not', async () => {
    const folder = await temporaryDirectory()
    const deep = path.join(folder, ...Array.from({ length: 65 }, () => 'd'))
    await mkdir(deep, { recursive: true })
    await writeFile(path.join(deep, 'a.xml'), one)
    expect(await inspect(folder)).toMatchObject({
      exit: 2,
      said: expect.stringMatching(/more than 64 folders/),
    })
  })

  it('holds the exit code of the runner against the report', async () => {
    const folder = await folderOf({ 'a.xml': one, 'failed.xml': failed })
    const at = (name: string) => path.join(folder, name)
    expect(await inspect(at('a.xml'), '--exit-code', '0')).toMatchObject({ exit: 0 })
    expect(await inspect(at('a.xml'), '--exit-code', '137')).toEqual({
      exit: 1,
      said: '1 test: 1 passed; it declares 1 test\nexit-code: The runner ended with exit code 137, and nothing in the report failed.',
    })
    expect(await inspect(at('failed.xml'), '--exit-code', '1')).toMatchObject({ exit: 0 })
    expect(await inspect(folder, '--exit-code=-1073741819')).toMatchObject({ exit: 0 })
    for (const wrong of ['', ' ', '1.5', '0x1', 'one', '99999999999', '1e3'])
      expect(await inspect(at('a.xml'), `--exit-code=${wrong}`), wrong).toMatchObject({
        exit: 2,
        said: expect.stringMatching(/^--exit-code: .*no exit code/),
      })
  })
})
