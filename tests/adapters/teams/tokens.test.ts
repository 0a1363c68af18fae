import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { microsoftOnly } from '../../../src/adapters/teams/trust/service-hosts.ts'
import { replyCard } from '../../../src/notices/card/reply.ts'
import { note } from '../../contracts/sample-cards.ts'
import { ana, appId, messageActivity, otherAppId, otherTenant, tenant } from './activities.ts'
import { type FakeMicrosoft, startFakeMicrosoft, type TokenWish } from './fake-microsoft.ts'
import { startTeamsBot, type TeamsBotUnderTest } from './start-teams-bot.ts'

let microsoft: FakeMicrosoft
let bot: TeamsBotUnderTest
let heard: string[]

beforeEach(async () => {
  heard = []
  microsoft = await startFakeMicrosoft()
  bot = await startTeamsBot(microsoft, async (said) => {
    heard.push(said.account.workspace)
    return replyCard(note('Hello'))
  })
})
afterEach(async () => {
  await bot.stop()
  await microsoft.stop()
})

const status = () => messageActivity(microsoft.serviceUrl, 'status')
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const claims = () => ({
  iss: 'https://api.botframework.com',
  aud: appId,
  serviceurl: microsoft.serviceUrl,
  exp: Math.floor(Date.now() / 1000) + 3600,
})

describe('a token', () => {
  test('that the Bot Framework signed for this bot lets the activity in', async () => {
    expect(await bot.deliver(status())).toMatchObject({ status: 200 })
    expect(heard).toEqual([tenant])
  })

  const bad: [string, TokenWish][] = [
    ['for another bot', { audience: '77777777-7777-4777-8777-777777777777' }],
    ['of another issuer', { issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' }],
    ['as an emulator gets it', { issuer: `https://login.microsoftonline.com/${tenant}/v2.0` }],
    [
      'as an emulator gets it from any tenant',
      { issuer: 'https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/' },
    ],
    ['out of date', { expiresIn: -301 }],
    ['not good yet', { notBefore: 400 }],
    ['signed with a key that is not published', { key: 'unknown' }],
    ['signed with a key that does not vouch for Teams', { key: 'unendorsed' }],
    ['without a service address', { serviceUrl: null }],
    ['with another service address', { serviceUrl: 'https://smba.trafficmanager.net/teams/' }],
  ]
  test.each(bad)('%s is answered with 401, and nobody hears of it', async (_, wish) => {
    const answer = await bot.post(status(), `Bearer ${await microsoft.token(appId, wish)}`)
    expect(answer.status).toBe(401)
    expect(heard).toEqual([])
    expect(microsoft.connectorCalls()).toEqual([])
  })

  test('that is absent, empty, unsigned, forged or nonsense is answered with 401', async () => {
    const good = await microsoft.token(appId)
    const [head = '', body = '', signature = ''] = good.split('.')
    const hmacInput = `${part({ alg: 'HS256', kid: 'ours' })}.${body}`
    const hmac = createHmac('sha256', 'public').update(hmacInput).digest('base64url')
    const forged = [
      null,
      '',
      'Bearer',
      'Bearer ',
      'Basic dXNlcjpwYXNz',
      `Bearer ${good.slice(0, -4)}AAAA`,
      `Bearer ${part({ alg: 'none' })}.${part(claims())}.`,
      `Bearer ${part({ alg: 'none', kid: 'ours' })}.${part(claims())}.x`,
      `Bearer ${hmacInput}.${hmac}`,
      `Bearer ${head}.${part({ ...claims(), aud: appId })}.${signature}`,
      'Bearer a.b.c',
      `Bearer ${'a'.repeat(5_000)}.${'b'.repeat(5_000)}.c`,
    ]
    for (const authorization of forged) {
      const answer = await bot.post(status(), authorization)
      expect({ authorization, status: answer.status }).toEqual({ authorization, status: 401 })
      expect(answer.text).not.toMatch(/status|Error|at /)
    }
    expect(heard).toEqual([])
  })

  test('a clock that is up to five minutes off is forgiven', async () => {
    const token = await microsoft.token(appId, { expiresIn: -200, notBefore: -4000 })
    expect(await bot.post(status(), `Bearer ${token}`)).toMatchObject({ status: 200 })
  })

  test('keys that cannot be had are our trouble: 503, and the next request finds them', async () => {
    microsoft.next(/metadata/, { status: 500 })
    expect(await bot.deliver(status())).toMatchObject({ status: 503 })
    microsoft.next(/keys/, { status: 500 })
    expect(await bot.deliver(status())).toMatchObject({ status: 503 })
    expect(await bot.deliver(status())).toMatchObject({ status: 200 })
  })

  test('refused ones cost no call and no memory', async () => {
    await bot.deliver(status())
    const calls = microsoft.calls.length
    const body = status()
    const flood = async (count: number) => {
      for (let at = 0; at < count; at += 1) {
        const stranger = { ...claims(), iss: `https://sts.windows.net/tenant-${at}/`, tid: `tenant-${at}` }
        const token = `${part({ alg: 'RS256', kid: `kid-${at}` })}.${part(stranger)}.${part({ at })}`
        expect((await bot.post(body, `Bearer ${token}`)).status).toBe(401)
      }
    }
    await flood(300)
    expect(microsoft.calls.length).toBe(calls)
    expect(bot.lines).toEqual([])
    expect(bot.conversations.all).toHaveLength(1)
  })
})

describe('a request', () => {
  test('without a token is not read: a body of ten megabytes gets its answer before it has ended', async () => {
    const answer = await bot.post('x'.repeat(10_000_000), null).catch(() => ({ status: 401 }))
    expect(answer.status).toBe(401)
  })

  test('of another tenant than the registration’s is refused', async () => {
    const stranger = messageActivity(microsoft.serviceUrl, 'status', {
      who: { ...ana, workspace: otherTenant },
    })
    expect(await bot.deliver(stranger)).toMatchObject({ status: 403 })
    const nobody = messageActivity(microsoft.serviceUrl, 'status', { who: { ...ana, workspace: '' } })
    expect(await bot.deliver(nobody)).not.toMatchObject({ status: 200 })
    expect(heard).toEqual([])
  })

  test('each registration speaks for its own tenant, with its own id and secret', async () => {
    const other = messageActivity(microsoft.serviceUrl, 'status', { who: { ...ana, workspace: otherTenant } })
    expect(await bot.deliver(other, otherAppId)).toMatchObject({ status: 200 })
    expect(await bot.deliver(status(), appId)).toMatchObject({ status: 200 })
    expect(heard).toEqual([otherTenant, tenant])
    const logins = microsoft.calls.filter(({ path }) => path.endsWith('/token'))
    expect(logins.map(({ path, body }) => [path.split('/')[1], body['client_id'], body['client_secret']])).toEqual([
      [otherTenant, otherAppId, 'secret-two'],
      [tenant, appId, 'secret-one'],
    ])
    const [first, second] = microsoft.connectorCalls()
    expect(first?.authorization).toMatch(`Bearer token-of-${otherAppId}`)
    expect(second?.authorization).toMatch(`Bearer token-of-${appId}`)
  })

  test('that is no activity is a 4xx that says why', async () => {
    const token = `Bearer ${await microsoft.token(appId)}`
    for (const body of ['', '{', '[]', '"x"', 'null', '{}', '{"type":"message"}', { type: 'message', value: null }])
      expect((await bot.post(body, token)).status).toBe(400)
    const response = await fetch(bot.url)
    expect(response.status).toBe(405)
  })

  test.each(['𐜚𝓘⅀', 'line\r\nbreak', '\ud800', 'a\u0000b', ''])(
    'whose ids %j cannot stand in a header or a path is a 400',
    async (odd) => {
      const token = `Bearer ${await microsoft.token(appId)}`
      const good = status()
      const bodies = [
        { ...good, id: odd },
        { ...good, replyToId: odd },
        { ...good, from: { ...good.from, id: odd } },
        { ...good, from: { ...good.from, aadObjectId: odd } },
        { ...good, recipient: { ...good.recipient, id: odd } },
        { ...good, conversation: { ...good.conversation, id: odd } },
        { ...good, conversation: { ...good.conversation, tenantId: odd } },
      ]
      for (const body of bodies) expect((await bot.post(body, token)).status).toBe(400)
      expect(heard).toEqual([])
    },
  )

  test('that is not JSON by its type is refused', async () => {
    const headers = { 'content-type': 'text/plain', authorization: `Bearer ${await microsoft.token(appId)}` }
    const response = await fetch(bot.url, { method: 'POST', body: JSON.stringify(status()), headers })
    expect(response.status).toBe(415)
    expect(heard).toEqual([])
  })

  test('that is longer than a megabyte is refused', async () => {
    const long = { ...status(), text: 'x'.repeat(1_100_000) }
    const answer = await bot.deliver(long).catch(() => ({ status: 413 }))
    expect(answer.status).toBe(413)
  })

  test('what we do not listen to is taken note of', async () => {
    expect(await bot.deliver({ ...status(), type: 'typing' })).toMatchObject({ status: 200 })
    expect(await bot.deliver({ ...status(), type: 'invoke', name: 'task/fetch' })).toMatchObject({
      status: 404,
    })
    expect(heard).toEqual([])
  })
})

describe('the service address', () => {
  test.each([
    'https://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net/teams',
    'https://smba.infra.gcc.teams.microsoft.com/teams',
  ])('%s is Microsoft’s', (address) => {
    expect(microsoftOnly(address)).toBe(true)
  })

  test.each([
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net:8443/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/smba.trafficmanager.net',
    'https://smba.trafficmanager.net@evil.example/',
    'https://user:pass@smba.trafficmanager.net/',
    'https://evil.trafficmanager.net/',
    'http://127.0.0.1:3978/',
    'https://localhost/',
    '',
  ])('%s is a stranger’s', (address) => {
    expect(microsoftOnly(address)).toBe(false)
  })

  test('of a stranger gets no answer, whatever the token says', async () => {
    const strict = await startTeamsBot(microsoft, async () => replyCard(note('Hello')), {
      hosts: microsoftOnly,
    })
    expect(await strict.deliver(status())).toMatchObject({ status: 401 })
    expect(microsoft.connectorCalls()).toEqual([])
    await strict.stop()
  })
})
