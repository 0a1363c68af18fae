import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changes, mutate } from '../../../fuzz/values/mutate.ts'
import { acmeDocument } from './every-call.ts'
import { makeTestApi, send } from './test-api.ts'

const put = (document: unknown, path = 'acme', setup = makeTestApi()) =>
  send(setup, `PUT /v1/clients/${path}`, { json: document }).then((answered) => ({ ...answered, setup }))

const [ada] = acmeDocument.administrators
const [production, staging] = acmeDocument.systems
const name = (text: string) => ({ ...acmeDocument, name: text })
const mail = (email: string) => ({ ...acmeDocument, administrators: [{ ...ada, email }] })
const accounts = (list: unknown[]) => ({ ...acmeDocument, administrators: [{ ...ada, accounts: list }] })

const hook = (url: string, secret = production?.webhook?.secret) => ({
  ...acmeDocument,
  systems: [{ ...production, webhook: { url, secret } }],
})

describe('a wrong field is named with its reason', () => {
  test.each<[string, unknown, string, string]>([
    ['no name', { ...acmeDocument, name: undefined }, 'name', 'is missing'],
    ['an empty name', name(' \u200b '), 'name', 'is empty'],
    ['a name that is a number', { ...acmeDocument, name: 5 }, 'name', 'must be text'],
    ['a name of 5,000 characters', name('x'.repeat(5_000)), 'name', 'is longer than 120 characters'],
    [
      'a name of two lines',
      name('Acme\nBcc: all@acme.example'),
      'name',
      'has a line break or another control character',
    ],
    ['a name with a null', name('Acme\u0000'), 'name', 'has a line break or another control character'],
    ['a name with an escape', name('\u001b[31mAcme'), 'name', 'has a line break or another control character'],
    ['a name with a line separator', name('Acme\u2028x'), 'name', 'has a line break or another control character'],
    [
      'a name that turns around',
      name('Acme \u202egpj.exe'),
      'name',
      'has a character that turns the direction of the text',
    ],
    ['a name with half an emoji', name('Acme \ud83d'), 'name', 'has half a character'],
    ['no zone', { ...acmeDocument, zone: undefined }, 'zone', 'is missing'],
    [
      'an invented zone',
      { ...acmeDocument, zone: 'Europe/Atlantis' },
      'zone',
      'is not a time zone: take an IANA name such as Europe/Berlin',
    ],
    [
      'a zone in lower case',
      { ...acmeDocument, zone: 'america/toronto' },
      'zone',
      'is not a time zone: write it as America/Toronto',
    ],
    [
      'an offset for a zone',
      { ...acmeDocument, zone: '+05:00' },
      'zone',
      'is not a time zone but an offset, and knows no summer time: take the zone of the place, such as Asia/Karachi; for a clock that is never set, Etc/GMT-5',
    ],
    [
      'a window on no day',
      { ...acmeDocument, windows: ['SUN 01:00-05:00', 'someday 1-5'] },
      'windows[1]',
      '"someday 1-5" is not a window: "someday" is not a day of the week: write SUN, Sunday or MON-FRI',
    ],
    ['no systems', { ...acmeDocument, systems: [] }, 'systems', 'must hold exactly one production system'],
    [
      'two productions',
      { ...acmeDocument, systems: [production, production] },
      'systems',
      'must hold exactly one production system',
    ],
    [
      'two stagings',
      { ...acmeDocument, systems: [production, staging, staging] },
      'systems',
      'may hold one staging system',
    ],
    [
      'an unknown environment',
      { ...acmeDocument, systems: [{ environment: 'test' }] },
      'systems[0].environment',
      'must be production or staging',
    ],
    [
      'a version in words',
      { ...acmeDocument, systems: [{ ...production, version: 'newest' }] },
      'systems[0].version',
      'is not a version: write it as 3.9.12 or 4.0.0-rc.1',
    ],
    [
      'a script for an address',
      { ...acmeDocument, systems: [{ ...production, url: 'javascript:alert(1)' }] },
      'systems[0].url',
      'must be an http or https address',
    ],
    [
      'an address with a password',
      { ...acmeDocument, systems: [{ ...production, url: 'https://acme@evil.example' }] },
      'systems[0].url',
      'must be an http or https address',
    ],
    [
      'an address with a line break',
      { ...acmeDocument, systems: [{ ...production, url: 'https://a.example/\n' }] },
      'systems[0].url',
      'must be an http or https address',
    ],
    ['no administrators', { ...acmeDocument, administrators: undefined }, 'administrators', 'is missing'],
    [
      'an address that is none',
      mail('ada'),
      'administrators[0].email',
      'is not an e-mail address: write it as ada@example.org',
    ],
    [
      'a mail header',
      mail('ada@acme.example\nBcc: all@acme.example'),
      'administrators[0].email',
      'is not an e-mail address: write it as ada@example.org',
    ],
    [
      'two addresses in one',
      mail('ada@acme.example,eve@evil.example'),
      'administrators[0].email',
      'is not an e-mail address: write it as ada@example.org',
    ],
    [
      'an address of 5,000 characters',
      mail(`${'a'.repeat(5_000)}@acme.example`),
      'administrators[0].email',
      'is longer than 254 characters',
    ],
    [
      'one person twice',
      { ...acmeDocument, administrators: [ada, { ...ada, email: 'ADA@acme.example', accounts: [] }] },
      'administrators[1].email',
      'is there twice',
    ],
    [
      'one account twice',
      accounts([...(ada?.accounts ?? []), ...(ada?.accounts ?? [])]),
      'administrators[0].accounts[1]',
      'is there twice',
    ],
    [
      'an account elsewhere',
      accounts([{ platform: 'irc', workspace: 'T1', user: 'U1' }]),
      'administrators[0].accounts[0].platform',
      'must be slack or teams',
    ],
    [
      'an account with a blank',
      accounts([{ platform: 'slack', workspace: 'T 1', user: 'U1' }]),
      'administrators[0].accounts[0].workspace',
      'must be 1 to 200 visible ASCII characters',
    ],
    [
      'one channel twice',
      { ...acmeDocument, channels: [...acmeDocument.channels, ...acmeDocument.channels] },
      'channels[1]',
      'is there twice',
    ],
    [
      'a rule that there is not',
      { ...acmeDocument, policy: { notice: 1 } },
      'policy.notice',
      'is not a field of this document',
    ],
    [
      'a rule that is no number',
      { ...acmeDocument, policy: { noticeHours: -1 } },
      'policy.noticeHours',
      'must be a whole number from 0 to 1440',
    ],
    ['a field too many', { ...acmeDocument, 'time zone': 'UTC' }, '["time zone"]', 'is not a field of this document'],
    ['the id of another', { ...acmeDocument, id: 'beta' }, 'id', 'is not the one in the address, "acme"'],
    ...[
      'https://*',
      'https://*.com',
      'https://x;sandbox',
      "https://x'",
      'https://a,b',
      'https://a..b/',
      'https://$(x)',
    ].map((url): [string, unknown, string, string] => [
      `${url} for an address`,
      { ...acmeDocument, systems: [{ ...production, url }] },
      'systems[0].url',
      'must be an http or https address',
    ]),
    ...[
      'https://169.254.169.254/',
      'https://[fec0::1]/',
      'https://0x7f000001/',
      'https://localhost/',
      'http://localhost:3000/',
      'https://db.internal/',
    ].map((url): [string, unknown, string, string] => [
      `a webhook that leads inside, ${url}`,
      hook(url),
      'systems[0].webhook.url',
      'leads to this machine or into an inner network: it must be reachable on the public internet',
    ]),
    [
      'a webhook without TLS',
      hook('http://learn.acme.example/'),
      'systems[0].webhook.url',
      'must be an https address; http is for a program on the sandbox’s own machine',
    ],
    [
      'a webhook at the port of another service',
      hook('https://learn.acme.example:25/'),
      'systems[0].webhook.url',
      'must be at port 443, or at one from 1024',
    ],
    ...[
      ['too short', 'whsec_c2hvcnQ=', 'must be whsec_ and the base64 of 24 to 64 bytes'],
      ['one letter', `whsec_${'A'.repeat(44)}`, 'repeats itself'],
      ['an example', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'is an example that everybody can read'],
      [
        'a sentence',
        `whsec_${Buffer.from('nobody will ever guess this one!').toString('base64')}`,
        'encodes what somebody typed, not random bytes',
      ],
    ].map(([what, secret, weakness]): [string, unknown, string, string] => [
      `a webhook's secret that is ${what}`,
      hook('https://learn.acme.example/', secret),
      'systems[0].webhook.secret',
      `${weakness}; echo "whsec_$(openssl rand -base64 32)" makes one`,
    ]),
    ['a list', [acmeDocument], 'body', 'must be an object'],
    ['null', null, 'body', 'must be an object'],
  ])('%s', async (_, document, field, reason) => {
    const { status, body, setup } = await put(document)
    expect(status).toBe(422)
    expect(body).toMatchObject({ type: '/v1/problems/invalid-request', errors: [{ field, reason }] })
    expect(body['detail']).toContain(reason)
    expect(setup.written()).toBe(0)
  })

  test('every one of them, with what came and what would be right', async () => {
    const { body } = await put({
      name: '',
      zone: 'PST',
      colour: 'red',
      windows: ['whenever', 'SUN 01:00-01:30', 'daily 02:00-04:00'],
      systems: [
        { environment: 'production', url: 'ftp://x.example' },
        { environment: 'production', webhook: { url: 'https://x.example', secret: 'hunter2' } },
      ],
      administrators: [
        { name: 'Ada' },
        { name: 'Bob', email: 'bob@' },
        { name: 'C', email: 'c@x.example' },
        { email: 'C@x.example' },
      ],
      channels: [{ platform: 'irc' }, ...acmeDocument.channels, ...acmeDocument.channels],
      policy: { noticeHours: 'ten' },
    })
    const errors = body['errors'] as { field: string; reason: string; value?: string }[]
    expect(errors.map(({ field, value = '–' }) => `${field} ${value}`).toSorted()).toEqual([
      'administrators[0].email –',
      'administrators[1].email "bob@"',
      'administrators[3].email "C@x.example"',
      'administrators[3].name –',
      'channels[0].channel –',
      'channels[0].platform "irc"',
      'channels[0].workspace –',
      'channels[2] –',
      'colour "red"',
      'name ""',
      'policy.noticeHours "ten"',
      'systems –',
      'systems[0].url "ftp://x.example"',
      'systems[1].webhook.secret –',
      'windows[0] "whenever"',
      'windows[1] –',
      'zone "PST"',
    ])
    const reasonOf = (wrong: string) => errors.find(({ field }) => field === wrong)?.reason
    expect(reasonOf('zone')).toContain('America/Los_Angeles')
    expect(reasonOf('administrators[3].email')).toBe('is there twice')
    expect(reasonOf('windows[1]')).toMatch(/^SUN 01:00-01:30 is 30 minutes long.*: make it SUN 01:00-02:00 or longer$/)
    expect(JSON.stringify(body)).not.toContain('hunter2')
  })

  test('a thousand of them make no answer of a thousand lines', async () => {
    const { status, body } = await put(Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`x${i}`, i])))
    expect(status).toBe(422)
    expect(body['errors']).toHaveLength(50)
  })

  test.each(['Acme', 'acme_1', '-acme', 'a'.repeat(41), 'acme%00', '%ff', 'acme%2Fstaging'])(
    'the id %s',
    async (id) => {
      const { status, body, setup } = await put(acmeDocument, id)
      expect([status, body['errors']]).toEqual([
        422,
        [{ field: 'client', reason: 'must be 1 to 40 lower-case letters, digits and inner hyphens' }],
      ])
      expect(setup.written()).toBe(0)
    },
  )
})

describe('a window', () => {
  test.each([
    [['Sundays 1am-5am', 'sun 01:00-05:00'], {}, ['SUN 01:00-05:00'], ['Sundays, 01:00 to 05:00']],
    [
      ['1st Sunday of the month 02:00-06:00'],
      {},
      ['first SUN 02:00-06:00'],
      ['the first Sunday of each month, 02:00 to 06:00'],
    ],
    [
      ['SAT 23:15-24:00', 'SUN 00:00-00:45'],
      {},
      ['SAT 23:15-SUN 00:00', 'SUN 00:00-00:45'],
      ['Saturdays, 23:15 to 24:00', 'Sundays, 00:00 to 00:45'],
    ],
    [
      ['MON-FRI 22:00-02:00'],
      { expectedMinutes: 240 },
      ['MON-FRI 22:00-02:00'],
      ['Mondays to Fridays, 22:00 to 02:00 the next day'],
    ],
  ])('%j is taken, tidied, and said back', async (windows, policy, kept, words) => {
    const { status, body, setup } = await put({ ...acmeDocument, windows, policy })
    expect(status).toBe(200)
    expect(setup.used.putClient.mock.calls[0]?.[0].windows).toEqual(kept)
    expect(body).toMatchObject({ windows: kept, windowsInWords: words })
  })
})

describe('what is taken and should be looked at again', () => {
  test.each([
    [{ zone: 'EST' }, 'zone', /^EST keeps UTC-05:00 all year/],
    [{ zone: 'Etc/GMT+2' }, 'zone', /^Etc\/GMT\+2 is 2 hours behind UTC/],
    [{ administrators: [] }, 'administrators', /nobody can be told/],
  ])('%j', async (more, field, reason) => {
    const { status, body } = await put({ ...acmeDocument, ...more })
    expect([status, body['warnings']]).toEqual([200, [{ field, reason: expect.stringMatching(reason) }]])
  })

  test('is nothing in a document like any other', async () => {
    expect((await put(acmeDocument)).body['warnings']).toEqual([])
  })
})

describe('whatever stands in a document', () => {
  test.each([
    ['channels', [null]],
    ['channels', [{ path: 5, platform: 'slack', workspace: 'T1', channel: 'C1' }, { path: 5 }]],
    ['administrators', [null, 5, 'x']],
    ['administrators', [{ ...ada, path: 5 }]],
    ['administrators', [{ ...ada, accounts: false }]],
    ['administrators', [{ ...ada, accounts: [null, 'x', { path: null }] }]],
    ['systems', [null, { environment: {} }]],
    ['systems', {}],
    ['windows', [null]],
    ['policy', []],
    ['awaitingLink', [null]],
  ])('%s: %j is wrong, and no fault of ours', async (field, value) => {
    const { status, setup } = await put({ ...acmeDocument, [field]: value })
    expect([status, setup.logged.filter(({ level }) => level === 'error')]).toEqual([422, []])
  })

  test('is answered with what is wrong with it', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (made) => {
        const { status, setup } = await put(mutate(acmeDocument, made))
        expect([200, 422]).toContain(status)
        expect(setup.logged.filter(({ level }) => level === 'error')).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('an account or a channel is the same, whichever part of it is written first', async () => {
    const channels = [
      { platform: 'slack', workspace: 'T1', channel: 'C1' },
      { channel: 'C1', workspace: 'T1', platform: 'slack' },
    ]
    expect((await put({ ...acmeDocument, channels })).body).toMatchObject({
      errors: [{ field: 'channels[1]', reason: 'is there twice' }],
    })
  })
})

describe('what is unusual and right is taken', () => {
  test.each([
    [' ada@acme.example\u00a0', 'ada@acme.example'],
    ['jörg@müller.example', 'jörg@müller.example'],
    ['用户@例子.广告', '用户@例子.广告'],
    ["o'neill+zt@sub.acme.example", "o'neill+zt@sub.acme.example"],
  ])('the address %j', async (email, kept) => {
    const { status, setup } = await put(mail(email))
    expect(status).toBe(200)
    expect(setup.used.putClient.mock.calls[0]?.[0].administrators[0]?.email).toBe(kept)
  })

  test.each(['مدرسة أكمي', 'Høgskolen på Vestlandet', 'St. John’s “Acme” & Söhne <GmbH>', '🎓 Acme 👩‍🏫', 'Дом'])(
    'the name %s',
    async (text) => {
      const { status, setup } = await put(name(text))
      expect(status).toBe(200)
      expect(setup.used.putClient.mock.calls[0]?.[0].name).toBe(text)
    },
  )

  test('a client with a production system and nothing else', async () => {
    const { status, setup } = await put({
      name: 'Acme',
      zone: 'Pacific/Auckland',
      systems: [{ environment: 'production' }],
      administrators: [],
    })
    expect(status).toBe(200)
    expect(setup.used.putClient.mock.calls[0]?.[0]).toMatchObject({ windows: [], channels: [], policy: {} })
  })

  test('an id of the learning environment’s own', async () => {
    const { setup } = await put({ ...acmeDocument, administrators: [{ ...ada, id: 'lms-77' }] })
    expect(setup.used.putClient.mock.calls[0]?.[0].administrators[0]?.id).toBe('lms-77')
  })

  test('a webhook to this machine, in the sandbox', async () => {
    const setup = makeTestApi({ webhookLoopback: true })
    expect((await put(hook('http://localhost:3000/'), 'acme', setup)).status).toBe(200)
    expect((await put(hook('https://169.254.169.254/'), 'acme', setup)).status).toBe(422)
  })

  test.each([
    'https://learn.acme.example:8443',
    'http://100.64.0.7/moodle',
    'https://[2606:4700::1111]/',
    'https://a_b.example',
  ])('the address %s of a system', async (url) => {
    expect((await put({ ...acmeDocument, systems: [{ ...production, url }] })).status).toBe(200)
  })

  test('what was read, put back, and what that answered, too', async () => {
    const setup = makeTestApi()
    const read = await send(setup, 'GET /v1/clients/acme')
    const again = await put(read.body, 'acme', setup)
    expect(again.status).toBe(200)
    expect((await put(again.body, 'acme', setup)).status).toBe(200)
  })
})
