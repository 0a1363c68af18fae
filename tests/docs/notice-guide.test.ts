import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeCompiler } from './make-compiler.ts'
import { writtenByGuide } from './notice-on-page.ts'
import { exists, inlineCode, read } from './repository.ts'

const guide = await writtenByGuide()
const page = 'docs/guides/add-a-notice.md'
const list = 'src/notices/kinds/all-notices.ts'
const rows = 'tests/support/every-notice.ts'
const readings = 'src/app/drawing/readings.ts'
const reasons = 'src/adapters/postgres/deliveries/overtaken.ts'
const teller = 'src/app/telling/tell-of-files.ts'
const telling = `import type { Tx } from '../ports/ports.ts'
import { tell } from './tell.ts'

export const tellOfFiles = (tx: Tx, client: string, startsAt: string, now: Date): void => {
  const facts = { update: 'U-1', environment: 'production', release: '3.9.12', startsAt } as const
  tell(tx, { kind: 'files-copied', client, facts }, now)
}
`

/** The parts of the definition, and where each of them stands in its text. */
function partsOf(text: string): Map<string, readonly [from: number, to: number]> {
  const parts = new Map<string, readonly [number, number]>()
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'defineNotice') {
      const [definition] = node.arguments
      if (!definition || !ts.isObjectLiteralExpression(definition)) throw new Error('nothing is defined')
      for (const part of definition.properties)
        parts.set(part.name?.getText() ?? '', [part.getFullStart(), part.getEnd() + 1])
    } else ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(guide.file, text, ts.ScriptTarget.ES2023, true))
  return parts
}

/** The definition without one of its parts, each in a file of its own. */
const lacking = new Map(
  [...partsOf(guide.text)].map(([part, [from, to]]) => [
    guide.file.replace('.ts', `-without-${part}.ts`),
    guide.text.slice(0, from) + guide.text.slice(to),
  ]),
)

/** Everything that the guide says, by its path. */
const everything = new Map([...guide.changed, [guide.file, guide.text], [teller, telling]])
const before = async (file: string, line: string, added: string) =>
  [file, (await read(file)).replace(line, `${added}\n${line}`)] as const
/** The same with something left out in each place, or something new that is not seen to. */
const incomplete = new Map([
  ...everything,
  ...lacking,
  [rows, await read(rows)] as const,
  [teller, telling.replace(', startsAt }', ' }')] as const,
  await before('src/notices/notice/drawing.ts', "  'unsaid-from':", '  files: Reading<string, number>'),
  await before('src/notices/notice/define-notice.ts', "  | 'when-no-doubt-is-left'", "  | 'when-files-are-gone'"),
])
const unlisted = new Map([...everything].filter(([file]) => file !== list))

const compile = makeCompiler([guide.file, ...lacking.keys(), list, rows, readings, reasons, teller])

test('the files that the guide names exist', async () => {
  const named = inlineCode(await read(page)).filter((code) => /^(src|tests)\/.*\w$/.test(code))
  expect(named.length).toBeGreaterThan(4)
  expect(named.filter((file) => !exists(file))).toEqual([])
})

test('a new kind is one file, one line in the list, and its rows in one table of the tests', () => {
  expect([...guide.changed.keys()]).toEqual([list, rows])
})

describe('the compiler', () => {
  let said: readonly string[]
  beforeAll(() => {
    said = compile(incomplete)
  }, 60_000)
  const of = (file: string) => said.filter((one) => one.startsWith(`${file}: `))

  test('says nothing where everything is given', () => {
    expect(compile(everything)).toEqual([])
  }, 60_000)

  test.each([...lacking.keys()])('names what is left out in %s', (file) => {
    const part = /-without-(.*)\.ts$/.exec(file)?.[1]
    expect(of(file).join('\n')).toContain(`Property '${part}' is missing`)
  })

  test('asks for all that the page explains', async () => {
    const explained = [...(await read(page)).matchAll(/^\| `(\w+)`/gm)].map(([, part]) => part)
    expect(explained.sort()).toEqual([...partsOf(guide.text).keys()].sort())
  })

  test('names who tells what stands in no list', () => {
    expect(compile(unlisted, [teller]).join('\n')).toMatch(/'"?files-copied"?'/)
  })

  test('names a kind without a row in the tests: its facts, and who hears of it', () => {
    expect(of(rows).filter((one) => one.includes(`'"files-copied"' is missing`))).toHaveLength(2)
  })

  test('names what is told with other facts than its own', () => {
    expect(of(teller).join('\n')).toContain(`'startsAt' is missing`)
  })

  test('names a reading that nobody reads', () => {
    expect(of(readings).join('\n')).toContain(`'files' is missing`)
  })

  test('names a reason to be history that is none in SQL', () => {
    expect(of(reasons).join('\n')).toContain(`'"when-files-are-gone"' is missing`)
  })
})
