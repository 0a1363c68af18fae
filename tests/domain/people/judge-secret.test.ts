import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { BadSetting, readConfig } from '../../../src/config/config.ts'
import { weaknessOf, weaknessOfWebhookSecret } from '../../../src/domain/people/judge-secret.ts'
import { read, repositoryFiles } from '../../docs/repository.ts'

const webhook = (bytes: string | Buffer) => `whsec_${Buffer.from(bytes).toString('base64')}`

describe('a secret that tools make', () => {
  test.each<[string, () => string]>([
    ['openssl rand -base64 32', () => randomBytes(32).toString('base64')],
    ['openssl rand -base64 24', () => randomBytes(24).toString('base64')],
    ['openssl rand -hex 32', () => randomBytes(32).toString('hex')],
    ['openssl rand -hex 16', () => randomBytes(16).toString('hex')],
    ['base64url', () => randomBytes(32).toString('base64url')],
    ['uuidgen', () => randomUUID()],
    [
      'letters',
      () =>
        [...randomBytes(40)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'[byte % 52]).join(''),
    ],
  ])('%s is taken', (_, make) => {
    for (let tries = 0; tries < 2_000; tries++) {
      const made = make()
      expect(weaknessOf(made), made).toBeNull()
    }
  })

  test('whsec_ and random bytes are taken', () => {
    for (const length of [24, 32, 48, 64])
      for (let tries = 0; tries < 2_000; tries++) {
        const made = webhook(randomBytes(length))
        expect(weaknessOfWebhookSecret(made), made).toBeNull()
      }
  })
})

describe('a weak secret is refused', () => {
  test.each([
    '',
    'short',
    randomBytes(11).toString('base64'),
    'change-me-to-what-openssl-rand-hex-32-prints',
    'CHANGEME_CHANGEME_CHANGEME_CHANGEME_1',
    'my-secret-key-of-at-least-32-characters-1',
    'Passw0rdPassw0rd1234567890abcdefGHIJ',
    '0123456789abcdef0123456789abcdef',
    '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'abcdefghijklmnopqrstuvwxyz0123456789',
    'a'.repeat(64),
    'ab'.repeat(32),
    'x7Gq'.repeat(12),
    `${'x7Gq'.repeat(12)}ab`,
    '00000000000000000000000000000000000001',
    '1111222233334444555566667777888899990000',
    'a phrase of the kind that somebody types',
    'the quick brown fox jumps over the lazy dog',
    'The Quick Brown Fox Jumps Over The Dog',
    'aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffffgggggggg',
  ])('%s', (secret) => {
    expect(weaknessOf(secret)).toEqual(expect.any(String))
  })

  test.each([
    'x',
    'whsec_…',
    'whsec_',
    'not base64!',
    'whsec_c2VjcmV0IGJ5dGVzIG9mIHlvdXIgb3duIQ==',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    webhook(randomBytes(23)),
    webhook(randomBytes(65)),
    webhook(Buffer.alloc(32)),
    webhook(Buffer.alloc(32, 7)),
    webhook(Buffer.from(Array.from({ length: 32 }, (_, index) => index))),
    webhook(Buffer.from(Array.from({ length: 32 }, (_, index) => index % 4))),
    webhook('a key of at least twenty-four bytes'),
    webhook('secret-secret-secret-secret'),
    webhook(randomBytes(16).toString('hex')),
    `whsec_${'A'.repeat(44)}`,
  ])('%s, for webhooks', (secret) => {
    expect(weaknessOfWebhookSecret(secret)).toEqual(expect.any(String))
  })
})

describe('the settings', () => {
  const of = (settings: Record<string, string>) => ({
    DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/x',
    VENDOR_FILE: '/nowhere/vendor.json',
    UPDATE_RUNNER: '["/opt/update"]',
    ...settings,
  })
  const refusal = (settings: Record<string, string>): string => {
    try {
      readConfig(of(settings))
      return ''
    } catch (error) {
      if (!(error instanceof BadSetting)) throw error
      return error.message
    }
  }
  const good = randomBytes(32).toString('base64')

  test('name the secret, what is wrong with it and what makes one', () => {
    expect(refusal({ LINK_SECRET: `${good},${'ab'.repeat(20)}` })).toBe(
      'LINK_SECRET: repeats itself: make one with openssl rand -base64 32',
    )
    expect(refusal({ LINK_SECRET: `${good},${good}` })).toContain('LINK_SECRET: names one key twice')
    expect(refusal({ RUNNER_SECRET: 'whsec_c2VjcmV0IGJ5dGVzIG9mIHlvdXIgb3duIQ==' })).toBe(
      'RUNNER_SECRET: is an example that everybody can read: make one with echo "whsec_$(openssl rand -base64 32)"',
    )
    expect(refusal({ SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' })).toMatch(
      /^SLACK_SIGNING_SECRET: is an example/,
    )
    expect(refusal({ LINK_SECRET: good, RUNNER_SECRET: webhook(randomBytes(32)) })).toMatch(/^VENDOR_FILE: /)
  })

  test('take none that a page of this repository prints', async () => {
    const printed = new Map<string, string>()
    for (const file of (await repositoryFiles()).filter((name) => /\.(?:md|ya?ml|json|mjs|sh)$/.test(name)))
      for (const [, name = '', value = ''] of (await read(file)).matchAll(
        /\b(LINK_SECRET|RUNNER_SECRET|SLACK_SIGNING_SECRET)=["']?([^\s"'`,]+)/g,
      ))
        if (!value.startsWith('$'))
          printed.set(`${file}: ${name}=${value}`, refusal({ [name]: value, PUBLIC_URL: 'https://v.example' }))
    expect(printed.size).toBeGreaterThan(0)
    const taken = [...printed].filter(([line, said]) => !said.includes(`${line.split(/[ =]/)[1]}: `))
    expect(taken.map(([line]) => line)).toEqual([])
  })
})
