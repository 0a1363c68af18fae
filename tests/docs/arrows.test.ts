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
  ['src/adapters/mail/a.ts', '../jobs/target.ts', 'adapters-do-not-meet'],
  ['src/adapters/mail/b.ts', '../../main/target.ts', 'adapters-points-inward'],
  ['src/adapters/mail/c.ts', '../../config/target.ts', 'adapters-points-inward'],
  ['src/config/a.ts', '../app/target.ts', 'config-points-inward'],
  ['src/main/a.ts', '../../tests/target.ts', 'not-to-what-is-beside'],
  ['src/main/b.ts', 'vitest', 'not-to-dev-dependencies'],
  ['src/main/c.ts', './gone.ts', 'not-unresolvable'],
  ['src/main/d.ts', './e.ts', 'no-cycles'],
  ['src/main/f.ts', '../../sandbox/target.ts', 'not-to-what-is-beside'],
  ['migrations/a.ts', '../src/domain/target.ts', 'migrations-points-inward'],
  ['src/domain/time/a.ts', '../people/target.ts', 'rooms-of-src-domain-look-one-way'],
  ['src/notices/updates/a.ts', '../kinds/target.ts', 'rooms-of-src-notices-look-one-way'],
  ['src/app/telling/a.ts', '../sending/target.ts', 'rooms-of-src-app-look-one-way'],
  ['src/app/sending/a.ts', '../target.ts', 'rooms-of-src-app-look-one-way'],
  ['src/app/attic-door.ts', './attic/target.ts', 'rooms-of-src-app-have-a-place'],
]
const right: readonly [from: string, imported: string][] = [
  ['src/domain/z.ts', 'temporal-polyfill'],
  ['src/notices/z.ts', '../domain/target.ts'],
  ['src/app/z.ts', '../notices/target.ts'],
  ['commands/z.ts', '../src/app/target.ts'],
  ['src/adapters/mail/z.ts', '../../../commands/target.ts'],
  ['src/adapters/mail/y.ts', './target.ts'],
  ['src/main/z.ts', '../adapters/chat/target.ts'],
  ['src/adapters/mail/x.ts', '../chat/target.ts'],
  ['src/domain/people/z.ts', '../time/target.ts'],
  ['src/notices/kinds/z.ts', '../updates/target.ts'],
  ['src/app/sending/z.ts', '../telling/target.ts'],
  ['sandbox/z.ts', '../src/main/target.ts'],
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
  const layers = ['src/domain', 'src/notices', 'src/app', 'src/config', 'src/main', 'commands', 'migrations', 'tests']
  const adapters = ['src/adapters/mail', 'src/adapters/chat', 'src/adapters/jobs', 'sandbox']
  const rooms = [
    ...['src/domain/time', 'src/domain/people', 'src/notices/updates', 'src/notices/kinds'],
    ...['src/app/telling', 'src/app/sending', 'src/app/attic'],
  ]
  for (const folder of [...layers, ...adapters, ...rooms]) await put(`${folder}/target.ts`, 'export const target = 1\n')
  // The other half of the cycle: it is told of once.
  const closing = ['src/main/e.ts', './d.ts'] as const
  for (const [from, imported] of [...wrong, closing, ...right])
    await put(from, `import * as imported from '${imported}'\nexport const used = imported\n`)

  const program = path.join(root, 'node_modules/.bin/depcruise')
  const args = ['--output-type', 'json', 'src', 'commands', 'sandbox', 'migrations']
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
