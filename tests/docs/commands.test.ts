import { execFile } from 'node:child_process'
import path from 'node:path'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { makeRegistry } from '../../commands/index.ts'
import { exists, fences, inlineCode, pages, read, repositoryFiles, root } from './repository.ts'

/** The design says where the house is going, and so names commands that are not there yet. */
const files = (await pages()).filter((file) => file !== 'docs/design.md')
const texts = await Promise.all(files.map(read))
const code = texts.flatMap((text) => [
  ...inlineCode(text),
  ...fences(text).flatMap((fence) => (fence.language === 'sh' ? fence.text.split('\n') : [])),
])
const named = (pattern: RegExp): string[] =>
  [...new Set(code.flatMap((line) => [...line.matchAll(pattern)].map(([, name = '']) => name)))].sort()

type Package = { readonly scripts: Record<string, string>; readonly bin: Record<string, string> }
const { scripts, bin } = JSON.parse(await read('package.json')) as Package

describe('npm', () => {
  test('every script that a page or CI names exists', async () => {
    const ci = [...(await read('.ci/run')).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name)
    const asked = [...named(/npm run ([\w:-]+)/g), ...named(/npm (test|start)\b/g), ...ci]
    expect(asked).toEqual(expect.arrayContaining(['verify', 'arrows', 'test', 'start']))
    expect(asked.filter((name) => !scripts[name])).toEqual([])
  })

  test('every script calls what is installed or in the repository', () => {
    for (const [name, script] of Object.entries(scripts))
      for (const step of script.split(' && ')) {
        const [program = '', first = ''] = step.split(' ')
        if (program === 'npm') expect(scripts[step.split(' ').at(-1) ?? ''], name).toBeDefined()
        else if (program === 'node' || program === 'tsx') expect(exists(first), name).toBe(true)
        else expect(exists(`node_modules/.bin/${program}`), name).toBe(true)
      }
  })

  test('verify is what CI runs: types, lint, arrows and every test', async () => {
    expect(scripts['verify']?.match(/typecheck|lint|arrows|npm test/g)).toEqual([
      'typecheck',
      'lint',
      'arrows',
      'npm test',
    ])
    expect(await read('.ci/run')).toMatch(/^npm ci$[\s\S]*^npm run verify$/m)
  })

  test('the programs and files that are called by their path exist', () => {
    const called = [...named(/npx tsx (\S+)/g), ...named(/npx vitest run (\S+)/g), ...named(/\b(bin\/\S+\.js)\b/g)]
    expect(called.length).toBeGreaterThan(2)
    expect([...called, ...Object.values(bin)].filter((file) => !exists(file))).toEqual([])
  })
})

describe('the bot', () => {
  const registry = makeRegistry('/update')

  test('knows every verb that a page types', () => {
    const typed = named(/^\/update ([a-z-]+)/g)
    expect(typed).toEqual(expect.arrayContaining(['reschedule', 'status']))
    expect(typed.filter((verb) => !registry.has(verb))).toEqual([])
  })

  test('has every verb of administrators in the changelog', async () => {
    const line = (await read('CHANGELOG.md')).split('\n').find((text) => text.startsWith('- `/update status`')) ?? ''
    const listed = [...line.matchAll(/`(?:\/update )?([a-z-]+)`/g)].map(([, verb]) => verb)
    const theirs = [...registry.values()].filter((command) => command.for === 'everyone')
    expect(listed.sort()).toEqual(theirs.map(({ verb }) => verb).sort())
  })
})

describe('the CLI', async () => {
  const calls = code.flatMap((line) => /(?:^|--no-install |^run )zerotouch ([a-z].*)$/.exec(line)?.[1] ?? [])
  const program = await wholeProgram()

  test('has every command and option that a page shows', () => {
    expect(calls.length).toBeGreaterThan(8)
    expect(calls.filter((call) => !shows(program, call))).toEqual([])
  })

  test('a command or an option that is not there would be found', () => {
    expect(shows(program, 'keys create x --scope read')).toBe(true)
    for (const call of ['publish', 'keys destroy K-1', 'keys list --all']) expect(shows(program, call)).toBe(false)
  })

  test('is put together from these commands', async () => {
    const help = await new Promise<string>((resolve, reject) => {
      const args = [path.join(root, bin['zerotouch'] ?? ''), '--help']
      execFile(process.execPath, args, (error, stdout) => (error ? reject(error) : resolve(stdout)))
    })
    const [, list = ''] = help.split('\nCommands:\n')
    const named = [...list.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name)
    expect(named.sort()).toEqual([...program.commands.map((command) => command.name()), 'help'].sort())
  }, 60_000)
})

/** The commands of every file that adds some, without running any. */
async function wholeProgram(): Promise<Command> {
  const program = new Command('zerotouch')
  const adding = (await repositoryFiles('src/main/cli')).filter((file) => /-commands?\.ts$/.test(file))
  for (const file of adding) {
    const module: Record<string, unknown> = await import(/* @vite-ignore */ path.join(root, file))
    for (const [name, add] of Object.entries(module))
      if (name.startsWith('add') && typeof add === 'function') add(program)
  }
  return program
}

/** Whether a call names a command that is there, and only options that it has. */
function shows(program: Command, call: string): boolean {
  let command = program
  for (const word of call.split(' ')) {
    if (command.commands.length === 0) break
    const next = command.commands.find((one) => one.name() === word)
    if (!next) return false
    command = next
  }
  const options = [...call.matchAll(/--[a-z-]+/g)].map(([option]) => option)
  return options.every((option) => command.options.some(({ long }) => long === option))
}
