import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { exists, pages, read, repositoryFiles } from './repository.ts'

const files = await pages()

/** As GitHub makes them from headings. */
const anchorsOf = (page: string): string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

describe.each(files)('%s', (file) => {
  test('every link leads somewhere', async () => {
    const page = await read(file)
    const lost: string[] = []
    for (const [, target = ''] of page.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?|mailto):/.test(target)) continue
      const [to = '', anchor] = target.split('#')
      const there = to === '' ? file : path.posix.join(path.posix.dirname(file), to)
      if (!exists(there)) lost.push(target)
      else if (anchor && !anchorsOf(await read(there)).includes(anchor)) lost.push(target)
    }
    expect(lost).toEqual([])
  })
})

test('the index names every page of docs/', async () => {
  const index = await read('docs/README.md')
  const here = files.filter((file) => file.startsWith('docs/') && file !== 'docs/README.md')
  expect(here.length).toBeGreaterThan(10)
  expect(here.filter((file) => !index.includes(`](${file.slice('docs/'.length)})`))).toEqual([])
})

test('decisions have a number of their own and a title that says it', async () => {
  const decisions = files.filter((file) => file.startsWith('docs/decisions/'))
  const numbers = decisions.map((file) => /\/(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1])
  expect(numbers).not.toContain(undefined)
  expect(new Set(numbers).size).toBe(decisions.length)
  for (const file of decisions)
    expect(await read(file), file).toMatch(new RegExp(`^# ${path.basename(file).slice(0, 4)}: \\S`))
})

test('what the code cites of the design is there', async () => {
  const design = await read('docs/design.md')
  const stands = (section: string, item: string | undefined): boolean => {
    const whole = new RegExp(`^## ${section}\\. [\\s\\S]*?(?=^## |$(?![\\s\\S]))`, 'm').exec(design)?.[0]
    if (!whole || item === undefined) return whole !== undefined
    return new RegExp(`^(### ${section}\\.${item} |${item}\\. )`, 'm').test(whole)
  }
  expect([stands('4', '2'), stands('2', '10'), stands('2', '99'), stands('99', undefined)]).toEqual([
    true,
    true,
    false,
    false,
  ])
  const code = (await repositoryFiles()).filter((file) => /^(src|commands|migrations|manifest)\/.*\.tsx?$/.test(file))
  const lost: string[] = []
  for (const file of code)
    for (const [cited, section = '', item] of (await read(file)).matchAll(/DESIGN (\d+)(?:\.(\d+))?/g))
      if (!stands(section, item)) lost.push(`${file}: ${cited}`)
  expect(lost).toEqual([])
})
