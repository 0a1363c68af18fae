import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { administrators, channels, signingSecret, staff, workspace } from '../../sandbox/sample-people.ts'
import { slackPath } from '../../src/main/serve.ts'
import { asForm, signed, slashPayload } from '../adapters/slack/slack-payloads.ts'
import { formWords, initialOf, personIn, standingSays } from '../support/person.ts'
import { plannedFor, publish, verificationOf } from '../support/play.ts'
import { useSandbox } from '../support/sandbox.ts'
import { postSigned } from '../support/signed-slack.ts'
import type { Block } from '../support/slack-blocks.ts'
import { wordsOf } from '../support/slack-client.ts'

const sandbox = useSandbox()
const [ada] = administrators.acme
const [clara] = administrators.beta
const [emma] = administrators.gamma
const who = { workspace, user: clara.user }
const now = () => Math.floor(Date.now() / 1000)

/** Everything that a person, a report or a pipeline could have changed. */
const everything = async (): Promise<object> => {
  const counts = ['updates', 'urgent_requests', 'health_reports', 'findings', 'audit', 'releases']
  const rows = counts.map((table) => `(select count(*)::int from ${table}) as ${table}`)
  // The board of a release is redrawn as time goes by, whoever asks for what.
  const [found] = await sandbox().ask(
    `select ${rows.join(', ')}, (select sum(revision)::int from updates) as revisions,
       (select count(*)::int from notices where kind <> 'release-redrawn') as notices`,
  )
  return found ?? {}
}

describe('a request that Slack did not sign, or not just now', () => {
  const wish = () => asForm(slashPayload('urgent beta/production 3.9.12 from a stranger', who, channels.beta))
  const post = async (body: string, headers: Record<string, string>) => {
    const answer = await fetch(`${sandbox().file.app}${slackPath}`, { method: 'POST', body, headers })
    return { status: answer.status, words: await answer.text() }
  }

  it('is refused with 401 and the reason, and has no effect', async () => {
    const before = await everything()
    const body = wish()
    const old = signed(body, undefined, { key: signingSecret, at: now() - 600 })
    const ahead = signed(body, undefined, { key: signingSecret, at: now() + 600 })
    const forged = signed(body, undefined, { key: 'a guess' })
    const other = signed(wish(), undefined, { key: signingSecret })
    for (const { headers } of [old, ahead, forged, other])
      expect(await post(body, headers)).toMatchObject({ status: 401, words: expect.stringMatching(/sign/) })
    expect(await post(body, {})).toMatchObject({ status: 401 })
    expect(await everything()).toEqual(before)
  })

  it('is refused when it was here before', async () => {
    const { body, headers } = signed(asForm(slashPayload('status', who, channels.beta)), undefined, {
      key: signingSecret,
    })
    expect((await post(body, headers)).status).toBe(200)
    expect(await post(body, headers)).toMatchObject({ status: 401, words: expect.stringMatching(/before/) })
  })

  it('is a 4xx that says why when it cannot be read', async () => {
    const before = await everything()
    const sign = (body: string, type?: string) => signed(body, type, { key: signingSecret })
    const cases = [
      sign('{"type":"block_actions"}'),
      sign('payload=%7Bbroken'),
      sign('<xml/>', 'application/xml'),
      sign('hello=world'),
      sign('payload=%5B1%5D'),
    ]
    for (const { body, headers } of cases) {
      const { status, words } = await post(body, headers)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(words.trim()).not.toBe('')
    }
    expect(await everything()).toEqual(before)
  })
})

it('refuses a body of 200 MB wherever it is sent, and goes on', async () => {
  const before = await everything()
  const { app, apiKey } = sandbox().file
  const megabyte = Buffer.alloc(1024 * 1024, ' ')
  async function* pieces(head: string) {
    yield Buffer.from(head)
    for (let count = 0; count < 200; count += 1) yield megabyte
  }
  const send = async (path: string, head: string, headers: Record<string, string>) => {
    const init = { method: 'POST', body: ReadableStream.from(pieces(head)), duplex: 'half', headers }
    const answer = await fetch(`${app}${path}`, init as RequestInit)
    return { status: answer.status, words: await answer.text() }
  }
  const verification = await verificationOf(sandbox(), 'gamma', '3.9.12')
  const authorization = `Bearer ${apiKey}`
  const xml = { authorization, 'content-type': 'application/xml' }
  const json = { authorization, 'content-type': 'application/json' }
  const large = { status: 413, words: expect.stringMatching(/long|large|MB|reads/) }
  expect(await send(`/v1/verifications/${verification}/report`, '<testsuites>', xml)).toMatchObject(large)
  expect(await send('/v1/releases', '{', json)).toMatchObject(large)
  const form = { origin: app, 'content-type': 'application/x-www-form-urlencoded' }
  expect(await send('/sandbox/time', 'to=', form)).toMatchObject(large)
  expect(await send(slackPath, 'payload=', form)).toMatchObject({ status: 413 })
  expect(await everything()).toEqual(before)
  expect((await fetch(`${app}/readyz`)).status).toBe(200)
})

describe('a test report', () => {
  const upload = async (body: Uint8Array | string, headers: Record<string, string> = {}, of?: string) => {
    const id = of ?? (await verificationOf(sandbox(), 'gamma', '3.9.12'))
    const answer = await fetch(`${sandbox().file.app}/v1/verifications/${id}/report`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${sandbox().file.apiKey}`,
        'content-type': 'application/xml',
        ...headers,
      },
    })
    const type = answer.headers.get('content-type') ?? ''
    return { status: answer.status, type, body: (await answer.json()) as Record<string, unknown> }
  }
  const fixture = (name: string) => readFile(new URL(`../fixtures/health-reports/${name}`, import.meta.url))

  it('that is hostile, truncated, foreign or not what its type says is refused, and nothing is stored', async () => {
    const before = await everything()
    const healthy = await fixture('junit-eclipse-plugins.xml')
    const json = { 'content-type': 'application/json' }
    const refused = await Promise.all([
      upload(await fixture('hostile-xxe.xml')),
      upload(await fixture('hostile-xxe-oob.xml')),
      upload(healthy.subarray(0, healthy.length - 200)),
      upload(gzipSync(healthy).subarray(0, 5_000), { 'content-type': 'application/gzip' }),
      upload('<html><body>Sign in, please</body></html>'),
      upload('{"results": {"tests": "many"}}', json),
      upload(healthy, json),
      upload('just words', { 'content-type': 'text/plain' }),
      upload(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])),
      upload(''),
    ])
    for (const { status, type, body } of refused) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(type).toContain('application/problem+json')
      expect(body).toMatchObject({
        status,
        title: expect.any(String),
        detail: expect.stringMatching(/\w{3}/),
      })
    }
    expect(await everything()).toEqual(before)
    const id = await verificationOf(sandbox(), 'gamma', '3.9.12')
    expect((await sandbox().api.get(`/v1/verifications/${id}`)).body).toMatchObject({ status: 'checking' })
  })

  it('counts once though it is sent twice with one key', async () => {
    await publish(sandbox(), '3.9.13')
    const id = await verificationOf(sandbox(), 'acme', '3.9.13')
    const healthy = await fixture('junit-eclipse-plugins.xml')
    const key = { 'idempotency-key': 'nightly-run-1' }
    const first = await upload(healthy, key, id)
    const second = await upload(healthy, key, id)
    expect(first.status).toBeLessThan(300)
    expect(second).toEqual(first)
    expect(await sandbox().ask('select from health_reports where verification = $1', [id.slice(2)])).toHaveLength(1)
    expect((await upload(`${healthy} `, key, id)).body).toMatchObject({ status: 422 })
    expect((await upload(healthy, {}, id)).body).toMatchObject({ status: 409 })
  })

  it('full of signs shows them as they are, and reaches nobody through them', async () => {
    const name = '<!channel> grades 🎓 are *not* <@UADA> <https://evil.example|saved> \u202Egnp.exe'
    const message = 'שלום `code` <!here> &lt;!everyone&gt; https://evil.example/a @channel *b* _i_ ~s~ :tada:'
    const escaped = (text: string) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    const passing = Array.from({ length: 4_000 }, (_, at) => `<testcase classname="ok" name="case ${at}"/>`)
    const report = `<testsuite name="nasty"><testcase classname="&lt;!here&gt;" name="${escaped(name)}"><failure message="${escaped(message)}">${escaped(message)}</failure></testcase>${passing.join('')}</testsuite>`
    const id = await verificationOf(sandbox(), 'beta', '3.9.13')
    expect((await upload(report, {}, id)).status).toBeLessThan(300)
    await sandbox().settled()
    for (const channel of [channels.beta, channels.triage]) {
      const shown = await sandbox().slack.waitForMessage(channel, /grades 🎓/)
      expect(wordsOf(shown)).toMatch(/שלום/)
      expectInert([{ type: 'section', text: { type: 'mrkdwn', text: shown.text } }, ...(shown.blocks ?? [])])
    }
  })
})

/** Nothing in the blocks mentions, links (but to the vendor's own pages), formats strangers' words or turns them round. */
function expectInert(blocks: Block[]): void {
  const texts = JSON.stringify(blocks)
  expect(texts).not.toMatch(/<!|<@|<#|<https:\/\/evil|<mailto/)
  expect(texts).not.toMatch(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/)
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if ('type' in part && part.type === 'mrkdwn' && 'text' in part)
      expect(String(part.text)).not.toMatch(/\*not\*|\*b\*|~s~|`code`|:tada:|https:\/\/evil/)
    Object.values(part).forEach(walk)
  }
  walk(blocks)
}

describe('what people type', () => {
  const person = () => personIn(sandbox(), ada.user, channels.acme)

  it('is answered with the nearest thing that is possible, and changes nothing', async () => {
    const before = await everything()
    const answers: [string, RegExp][] = [
      ['resched acme/staging', /do not know that word/],
      ['statsu', /Did you mean “status”/],
      [`${'x'.repeat(4_000)}`, /do not know that word/],
      ['reschedule foo/bar sunday 2am', /“foo\/bar” names no system/],
      ['reschedule acme/producton sunday 2am', /names no system/],
      ['reschedule nowhere/staging sunday 2am', /Another channel|not possible/],
      ['reschedule acme/staging blorp', /not a time I can read/],
      ['reschedule acme/staging sunday', /hour|time of day|o’clock/i],
      ['reschedule acme/staging yesterday 2am', /Rule: too-soon/],
      ['reschedule acme/staging 2035-03-11 02:30', /does not exist.*03:00 EDT/s],
      ['reschedule acme/staging 2035-02-30 02:00', /When do you mean/],
      ['reschedule acme/staging tomorrow at 25:00', /When do you mean/],
      ['reschedule acme/staging sunday 2am <!channel>', /When do you mean/],
      ['withdraw-request DROP TABLE updates', /Nothing was withdrawn/],
      ['accept-request R-1', /staff/],
    ]
    for (const [typed, answered] of answers) {
      const answer = await person().ask(typed)
      expect(wordsOf(answer), typed).toMatch(answered)
      expectInert(answer.blocks ?? [])
    }
    expect(await everything()).toEqual(before)
  })

  it('may be a reason of up to 1,000 characters, whatever is in it, and not one more', async () => {
    const typed = await person().open(`cancel acme/staging ${'why '.repeat(1_250)}`)
    expect(String(initialOf(typed)['reason'])).toHaveLength(1_000)
    expect((await person().fill({ reason: 'x'.repeat(5_000) })).errors).toEqual({
      reason: expect.stringMatching(/1000.*5000/),
    })
    const reason = 'Exams 🎓 <!channel> <@UBOB> *now* <https://evil.example|here> \u202Etxt שלום\u0007\n\n\n\n> quote'
    const { words } = await person().finish({ reason })
    expect(words).toContain('acme/staging is cancelled')
    const told = await sandbox().slack.waitForMessage(channels.acme, /Exams 🎓/)
    expect(wordsOf(told)).toContain('שלום')
    expectInert(told.blocks ?? [])
    const history = await person().ask('history')
    expectInert(history.blocks ?? [])
    const card = await standingSays(sandbox(), channels.acme, /release 3\.9\.13/, () => true)
    expectInert(card.blocks ?? [])
  })

  it('may be too long for an urgent request', async () => {
    const asker = personIn(sandbox(), clara.user, channels.beta)
    const answer = await asker.ask(`urgent beta/staging 3.9.12 ${'please '.repeat(800)}`)
    expect(wordsOf(answer)).toMatch(/too long.*1000/s)
    expect(await sandbox().ask('select from urgent_requests')).toHaveLength(0)
  })

  it('is asked which of two is meant when a time comes twice that night', async () => {
    expect(await sandbox().press('act', { what: 'finish-check' })).toBe(303)
    const asker = personIn(sandbox(), emma.user, channels.gamma)
    await standingSays(sandbox(), channels.gamma, /is scheduled/, () => true)
    const typed = await asker.ask('reschedule gamma/staging 2035-04-01 02:30')
    expect(wordsOf(typed)).toMatch(/twice/)
    const form = await asker.open('reschedule gamma/staging')
    expect(formWords(form)).toContain('Pacific/Auckland')
    const { view } = await asker.fill({ date: '2035-04-01', time: '02:30' })
    expect(formWords(view)).toMatch(/comes twice that night.*02:30 NZDT.*02:30 NZST/s)
    const confirmation = await asker.fill({ which: 'second' })
    expect(formWords(confirmation.view)).toContain('Sun 1 Apr 2035, 02:30 NZST')
    await asker.finish()
    expect((await plannedFor(sandbox(), 'gamma'))['staging']).toMatchObject({
      startsAt: '2035-03-31T14:30:00.000Z',
    })
  })
})

it('answers a button whose value was tampered with', async () => {
  const before = await everything()
  const press = (value: string, action = 'cancel#1') =>
    postSigned(
      sandbox(),
      asForm({
        payload: JSON.stringify({
          type: 'block_actions',
          user: { id: staff.olga.user, team_id: workspace },
          team: { id: workspace },
          trigger_id: '1.2.3',
          channel: { id: channels.acme },
          message: { ts: '1.1' },
          actions: [{ action_id: action, block_id: 'b', value, action_ts: String(Math.random()) }],
        }),
      }),
    )
  for (const value of ['', 'null', '[]', '{"system":7}', '{"system":"acme/production","__proto__":{"x":1}}', '{'])
    expect((await press(value)).status).toBe(200)
  expect((await press('{}', '__proto__#1')).status).toBe(200)
  expect(
    (await press('{"system":"acme/production","startsAt":"+275760-09-13T00:00:00.001Z"}', 'reschedule#1')).status,
  ).toBe(200)
  await sandbox().settled()
  expect(await everything()).toEqual(before)
  expect((await fetch(`${sandbox().file.app}/readyz`)).status).toBe(200)
})
