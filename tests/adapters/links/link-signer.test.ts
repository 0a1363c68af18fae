import { SignJWT, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import { makeLinkSigner } from '../../../src/adapters/links/link-signer.ts'
import type { Link } from '../../../src/app/ports/stores/link-ports.ts'

const old = 'the old key of the links, 32 and more'
const fresh = 'the new key of the links, 32 and more'
const publicUrl = 'https://updates.vendor.example'
const signer = makeLinkSigner({ secrets: [fresh], publicUrl })
const now = new Date('2026-11-22T12:00:00Z')
const link: Link = {
  id: 'abc',
  purpose: 'report',
  holder: { kind: 'administrator', client: 'acme', person: 'ada@acme.example' },
  subject: 'V-1',
  generation: 2,
  expiresAt: new Date('2027-02-20T12:00:00Z'),
}
const olga: Link = { ...link, purpose: 'session', holder: { kind: 'staff', person: 'olga' }, subject: null }

test('reads back what it signed, whole', async () => {
  for (const one of [link, olga])
    expect(await signer.read(await signer.sign(one), now)).toEqual({ link: one, expired: false })
})

test('says of one whose time is over that it is', async () => {
  const token = await signer.sign(link)
  expect(await signer.read(token, new Date(link.expiresAt.getTime() - 1000))).toMatchObject({
    expired: false,
  })
  expect(await signer.read(token, link.expiresAt)).toEqual({ link, expired: true })
})

test('reads those of an older key as long as it is named, and signs with the first', async () => {
  const before = makeLinkSigner({ secrets: [old], publicUrl })
  const between = makeLinkSigner({ secrets: [fresh, old], publicUrl })
  const token = await before.sign(link)
  expect(await between.read(token, now)).toEqual({ link, expired: false })
  expect(await signer.read(token, now)).toBeNull()
  expect(await signer.read(await between.sign(link), now)).toEqual({ link, expired: false })
})

test('reads nothing that was forged', async () => {
  const token = await signer.sign(link)
  const [head = '', body = '', seal = ''] = token.split('.')
  const kid = (JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }).kid
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
  const other = Buffer.from(JSON.stringify({ ...claims, of: 'beta' })).toString('base64url')
  const otherKey = new TextEncoder().encode('somebody else’s key, also long enough')
  const forged = [
    `${head}.${other}.${seal}`,
    `${head}.${body}.`,
    `${head}.${body}`,
    token.slice(0, -2),
    `${token}.x`,
    new UnsecuredJWT(claims).encode(),
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(otherKey),
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'none' }).sign(otherKey),
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(otherKey),
    '',
    '..',
    'eyJ',
    '💥.💥.💥',
  ]
  for (const one of forged) expect(await signer.read(one, now), one).toBeNull()
})

test('a form is of one link, and a link is no form', async () => {
  const form = await signer.formToken('abc')
  expect(await signer.isFormToken('abc', form)).toBe(true)
  expect(await signer.isFormToken('abd', form)).toBe(false)
  expect(await signer.isFormToken('abc', await signer.sign(link))).toBe(false)
  expect(await signer.isFormToken('abc', '')).toBe(false)
  expect(await signer.read(form, now)).toBeNull()
})
