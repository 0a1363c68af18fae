import { describe, expect, it } from 'vitest'
import { accepted, inPieces, junit } from './reading.ts'

const first = async (cases: string) => (await accepted(junit(cases))).cases[0]
const outcome = async (children: string) => (await first(`<testcase name="a">${children}</testcase>`))?.outcome

describe('outcomes', () => {
  it.each([
    ['nothing', '', 'passed'],
    ['output', '<system-out>error</system-out><system-err>failure</system-err>', 'passed'],
    ['a skip', '<skipped/>', 'skipped'],
    ['a failure', '<failure/>', 'failed'],
    ['an error', '<error/>', 'errored'],
    ['a failure and an error', '<failure/><error/>', 'errored'],
    ['an error and a failure', '<error/><failure/>', 'errored'],
    ['a skip and a failure', '<skipped/><failure/>', 'failed'],
    ['a failure and a skip', '<failure/><skipped/>', 'failed'],
    ['failed first runs', '<flakyFailure message="x"/><flakyError/>', 'passed'],
    ['failed reruns alone', '<rerunFailure/><rerunError/>', 'passed'],
    ['a failure and its reruns', '<failure/><rerunFailure/>', 'failed'],
    ['a failure inside a rerun', '<rerunFailure><failure/></rerunFailure>', 'passed'],
    ['a property named like one', '<properties><property name="failure"><error/></property></properties>', 'passed'],
    ['an element named like what every object has', '<constructor/><toString/>', 'skipped'],
    ['an element that is on no list', '<timeout seconds="30"/>', 'skipped'],
    ['an element that is on no list beside a failure', '<timeout/><failure/>', 'failed'],
    ['elements that say nothing of it', '<properties/><attachments/><system-out/>', 'passed'],
    ['what was switched off', '<disabled/>', 'skipped'],
    ['what PHPUnit warns of', '<warning type="W">no assertions</warning>', 'errored'],
    ['a prefix', '<j:failure xmlns:j="urn:j"/>', 'failed'],
  ])('with %s', async (_, children, wanted) => {
    expect(await outcome(children)).toBe(wanted)
  })

  it('counts a case inside a case, and gives each its own', async () => {
    const { cases } = await accepted(
      junit('<testcase name="outer"><failure message="o"><testcase name="inner"/></failure></testcase>'),
    )
    expect(cases.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['inner', 'passed'],
      ['outer', 'failed'],
    ])
  })

  it('counts every case once, wherever it stands', async () => {
    const body = '<testsuites><testcase name="a"/><group><testcase name="b"/></group><testsuite/></testsuites>'
    expect((await accepted(body)).summary.totals.tests).toBe(2)
  })
})

describe('names', () => {
  const names = async (body: string) => (await accepted(body)).cases.map(({ suite, name }) => [suite, name])

  it('takes the nearest suite that has a name, and tells the class where it is another', async () => {
    const body = `<testsuites><testsuite name="outer"><testsuite>
      <testcase classname="outer" name="a"/>
      <testcase classname="pkg.B" name="b"/>
      <testcase classname="c" name="c is whole"/>
      <testcase name="d"/>
    </testsuite></testsuite></testsuites>`
    expect(await names(body)).toEqual([
      ['outer', 'a'],
      ['outer', 'pkg.B › b'],
      ['outer', 'c is whole'],
      ['outer', 'd'],
    ])
  })

  it('takes the class where no suite has a name', async () => {
    expect(await names('<testsuite><testcase classname="pkg.A" name="a"/><testcase/></testsuite>')).toEqual([
      ['pkg.A', 'a'],
      ['', ''],
    ])
  })

  it('comes back to the outer suite after an inner one', async () => {
    const body = `<testsuite name="o"><testcase name="1"/><testsuite name="i"><testcase name="2"/></testsuite>
      <testcase name="3"/></testsuite>`
    expect(await names(body)).toEqual([
      ['o', '1'],
      ['i', '2'],
      ['o', '3'],
    ])
  })

  it('cuts a name that is too long, and makes one line of it', async () => {
    const found = await first(`<testcase name="a&#10;b ${'x'.repeat(5_000)}"/>`)
    expect(found?.name).toMatch(/^a b x+…$/)
    expect(found?.name.length).toBeLessThanOrEqual(500)
  })
})

describe('messages and output', () => {
  it.each([
    ['the attribute', '<failure message="m" type="T">text</failure>', 'm'],
    ['the first line that is not empty', '<failure type="T">\n \n  text &amp; more \nsecond</failure>', 'text & more'],
    ['CDATA', '<failure><![CDATA[<b>&amp;]]> tail</failure>', '<b>&amp; tail'],
    ['the type, when there is nothing else', '<failure type="AssertionError"/>', 'AssertionError'],
    ['nothing', '<failure/>', ''],
    ['the first line of an attribute of several', '<failure message="one&#10;two"/>', 'one'],
    [
      'the last line of a traceback',
      '<failure message="Traceback (most recent call last):&#10; x&#10;E: y&#10;"/>',
      'E: y',
    ],
    ['the error, not the failure before it', '<failure message="f"/><error message="e"/>', 'e'],
    ['the first of two failures', '<failure message="f1"/><failure message="f2"/>', 'f1'],
    ['the second text, when it outranks the first', '<failure>f</failure><error>e</error>', 'e'],
    ['why it was skipped', '<skipped message="on Windows"/>', 'on Windows'],
  ])('says %s', async (_, children, message) => {
    expect((await first(`<testcase name="a">${children}</testcase>`))?.message).toBe(message)
  })

  it('keeps the texts of all problems and what was captured, in that order', async () => {
    const found = await first(
      `<testcase name="a"><system-out>out</system-out><failure>one</failure><failure>two</failure>
       <system-err>err</system-err></testcase>`,
    )
    expect(found?.output).toBe('one\ntwo\n\nouterr')
  })

  it('keeps a message of several lines whole in the output', async () => {
    const found = await first('<testcase name="a"><failure message="one&#10;two">at x</failure></testcase>')
    expect(found?.output).toBe('one\ntwo\nat x')
  })

  it('keeps nothing of a case that passed', async () => {
    const found = await first('<testcase name="a"><system-out>much</system-out></testcase>')
    expect(found).toEqual({
      suite: 'suite',
      name: 'a',
      outcome: 'passed',
      message: '',
      output: '',
      milliseconds: null,
    })
  })

  it.each([
    ['text', '<failure>TEXT</failure>'],
    ['CDATA', '<failure><![CDATA[TEXT]]></failure>'],
    ['captured output', '<failure/><system-out>TEXT</system-out>'],
    ['a message', '<failure message="first&#10;TEXT"/>'],
  ])('cuts long %s and says so', async (_, pattern) => {
    for (const size of [9_000, 300_000]) {
      const body = pattern.replace('TEXT', () => 'line 😀 '.repeat(size / 8))
      const found = await first(`<testcase name="a">${body}</testcase>`)
      expect(found?.output.length).toBeLessThanOrEqual(8 * 1024)
      expect(found?.output.length).toBeGreaterThan(8_000)
      expect(found?.output).toMatch(/ line .*\n… \[cut here: the report holds more\]$/s)
      expect(found?.output).not.toMatch(/\p{Surrogate}/u)
    }
  })

  it('does not cut what fits', async () => {
    const text = 'x'.repeat(8 * 1024)
    expect((await first(`<testcase name="a"><failure>${text}</failure></testcase>`))?.output).toBe(text)
  })

  it('drops what no report may hold: colours, control characters, references to them', async () => {
    const dirty = '\u001b[31mred\u001b[0m\u0000 \u0007b&#27;[1mell&#x1b; &#xD83D;&#xfffe;\ufffe'
    const found = await accepted(
      junit(`<testcase name="a\u0001b"><failure message="${dirty}">${dirty}</failure></testcase>`),
    )
    expect(found.cases[0]?.name).toBe('ab')
    expect(found.cases[0]?.message).toBe('red bell')
    const inSmall = await accepted(
      inPieces(junit(`<testcase name="a&#x0;b"><failure message="&#x1;c&#65;&#x1F600;"/></testcase>`), 1),
    )
    expect(inSmall.cases[0]).toMatchObject({ name: 'ab', message: 'cA😀' })
  })
})

describe('durations', () => {
  it.each([
    ['0.0415', 42],
    ['12', 12_000],
    ['1,234.5', 1_234_500],
    ['1.234,5', 1_234_500],
    ['1,234,567', 1_234_567_000],
    ['0,160', 160],
    ['1,234', 1_234],
    ['12,5', 12_500],
    ['1,2,3', null],
    ['1.2.3', null],
    [',', null],
    ['0x10', null],
    ['0', 0],
    ['-1', null],
    ['', null],
    [' ', null],
    ['NaN', null],
    ['Infinity', null],
    ['1e99', null],
    ['12 s', null],
    ['0:01', null],
  ])('reads %j as %j', async (time, milliseconds) => {
    expect((await first(`<testcase name="a" time="${time}"/>`))?.milliseconds).toBe(milliseconds)
  })
})

describe('encodings', () => {
  const text = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?><testsuite name="Prüfung"><testcase name="é"/></testsuite>`

  it.each(['ISO-8859-1', 'latin1', 'iso-8859-15', 'windows-1252'])('reads %s by its declaration', async (label) => {
    const { cases } = await accepted(Buffer.from(text(label), 'latin1'))
    expect(cases[0]).toMatchObject({ suite: 'Prüfung', name: 'é' })
  })

  it('reads UTF-8 that says it is UTF-16', async () => {
    expect((await accepted(text('UTF-16'))).cases[0]?.suite).toBe('Prüfung')
  })

  it('believes the byte order mark before the declaration', async () => {
    expect((await accepted(`\ufeff${text('ISO-8859-1')}`)).cases[0]?.suite).toBe('Prüfung')
  })

  it('reads XML 1.1 and characters of any width cut anywhere', async () => {
    const body = `<?xml version="1.1"?><testsuite name="中文 \u{1F600} \u0085"><testcase name="ß"/></testsuite>`
    const { cases } = await accepted(inPieces(body, 1))
    expect(cases[0]).toMatchObject({ name: 'ß' })
    expect(cases[0]?.suite).toContain('中文 \u{1F600}')
  })
})

describe('suite-level errors', () => {
  it('knows them from the errors of cases, and a failure from a skip', async () => {
    const body = `<testsuites><error message="of all"/><testsuite name="s"><failure>text</failure><skipped/>
      <system-err>no</system-err><testcase name="a"><error/></testcase></testsuite></testsuites>`
    const { summary } = await accepted(body)
    expect(summary.suiteErrors).toEqual([
      { suite: '', message: 'of all', output: '' },
      { suite: 's', message: 'text', output: 'text' },
    ])
    expect(summary.totals).toMatchObject({ tests: 1, errored: 1 })
  })

  it('keeps the first hundred and the number of the rest', async () => {
    const { summary } = await accepted(junit('<error message="m"/>'.repeat(130)))
    expect(summary.suiteErrors).toHaveLength(101)
    expect(summary.suiteErrors.at(-1)?.message).toContain('30 more')
  })
})

describe('declared totals', () => {
  it.each([
    ['<testsuites tests="7"><testsuite tests="3"/></testsuites>', 7],
    ['<testsuites><testsuite tests="3"><testsuite tests="2"/></testsuite><testsuite tests="4"/></testsuites>', 7],
    ['<testsuite tests="3"><testsuite tests="2"/></testsuite>', 3],
    ['<testsuites tests="many"><testsuite tests=" 3 "/></testsuites>', 3],
    ['<testsuites><testsuite tests="-1"/></testsuites>', null],
  ])('%s', async (body, declared) => {
    expect((await accepted(body)).summary.declaredTests).toBe(declared)
  })
})
