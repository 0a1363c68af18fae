import { execFile } from 'node:child_process'
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { root } from './repository.ts'

/** Who imports what, and the rule that forbids it. */
const wrong: readonly [from: string, imported: string, rule: string][] = [
  ['src/domain/a.ts', '../notices/target.ts', 'domain-points-inward'],
  ['src/domain/b.ts', '../app/target.ts', 'domain-points-inward'],
  ['src/domain/c.ts', 'node:fs', 'domain-is-pure'],
  ['src/domain/d.ts', 'pg', 'domain-is-pure'],
  ['src/notices/a.ts', '../app/target.ts', 'notices-points-inward'],
  ['src/app/a.ts', '../adapters/mail/target.ts', 'app-points-inward'],
  ['src/app/b.ts', '../../commands/target.ts', 'app-points-inward'],
  ['commands/a.ts', '../src/adapters/mail/target.ts', 'commands-points-inward'],
  ['src/adapters/mail/a.ts', '../chat/target.ts', 'adapters-do-not-meet'],
  ['src/adapters/mail/b.ts', '../../main/target.ts', 'adapters-points-inward'],
  ['src/adapters/mail/c.ts', '../../config/target.ts', 'adapters-points-inward'],
  ['src/config/a.ts', '../app/target.ts', 'config-points-inward'],
  ['src/main/a.ts', '../../tests/target.ts', 'not-to-what-is-beside'],
  ['src/main/b.ts', 'vitest', 'not-to-dev-dependencies'],
  ['src/main/c.ts', './gone.ts', 'not-unresolvable'],
  ['src/main/d.ts', './e.ts', 'no-cycles'],
  ['migrations/a.ts', '../src/domain/target.ts', 'migrations-points-inward'],
]
const right: readonly [from: string, imported: string][] = [
  ['src/domain/z.ts', 'temporal-polyfill'],
  ['src/notices/z.ts', '../domain/target.ts'],
  ['src/app/z.ts', '../notices/target.ts'],
  ['commands/z.ts', '../src/app/target.ts'],
  ['src/adapters/mail/z.ts', '../../../commands/target.ts'],
  ['src/adapters/mail/y.ts', './target.ts'],
  ['src/main/z.ts', '../adapters/chat/target.ts'],
]

test('a wrong arrow is found by its rule, and a right one is none', async () => {
  const house = await temporaryDirectory()
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    await cp(path.join(root, file), path.join(house, file))
  await symlink(path.join(root, 'node_modules'), path.join(house, 'node_modules'))
  const put = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(house, file)), { recursive: true })
    await writeFile(path.join(house, file), text)
  }
  const targets = ['src/domain', 'src/notices', 'src/app', 'src/adapters/mail', 'src/adapters/chat', 'src/config']
  for (const folder of [...targets, 'src/main', 'commands', 'migrations', 'tests'])
    await put(`${folder}/target.ts`, 'export const target = 1\n')
  // The other half of the cycle: it is told of once.
  const closing = ['src/main/e.ts', './d.ts'] as const
  for (const [from, imported] of [...wrong, closing, ...right])
    await put(from, `import * as imported from '${imported}'\nexport const used = imported\n`)

  const program = path.join(root, 'node_modules/.bin/depcruise')
  const args = ['--output-type', 'json', 'src', 'commands', 'migrations']
  const said = await new Promise<string>((resolve) => {
    execFile(program, args, { cwd: house, maxBuffer: 2 ** 26 }, (_, stdout) => resolve(stdout))
  })
  type Violation = { readonly from: string; readonly rule: { readonly name: string } }
  const { summary } = JSON.parse(said) as { summary: { violations: Violation[] } }
  const found = summary.violations.map(({ from, rule }) => `${from} ${rule.name}`)
  expect(wrong.map(([from, , rule]) => `${from} ${rule}`).filter((each) => !found.includes(each))).toEqual([])
  const accused = new Set(summary.violations.map(({ from }) => from))
  expect(right.map(([from]) => from).filter((from) => accused.has(from))).toEqual([])
})
