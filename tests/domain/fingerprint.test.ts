import { describe, expect, it } from 'vitest'
import { fingerprint, normalisedMessage } from '../../src/domain/fingerprint.ts'

const of = (message: string) => fingerprint({ suite: 'billing', name: 'invoices are sent', message })

const same: [what: string, one: string, other: string][] = [
  ['counts', 'expected 200 but was 503 after 3 attempts', 'expected 201 but was 500 after 12 attempts'],
  ['versions', 'expected [1.2.1] but found [1.2.0]', 'expected [1.3.10] but found [1.2.10]'],
  ['signs and fractions', 'balance is -12.50', 'balance is 1,203.75'],
  ['scientific numbers', 'error of 1e-9 is too large', 'error of 0.0031 is too large'],
  ['durations', 'Timeout of 5000ms exceeded', 'Timeout of 10 s exceeded'],
  ['long durations', 'gave up after 1m30s', 'gave up after 45 seconds'],
  [
    'uuids',
    'no course 3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'no course A987FBC9-4BED-3078-CF07-9141BA07C9F3',
  ],
  [
    'hashes',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8 is gone',
    'commit 0beec7b5ea3f0fdbc95d0dd4 is gone',
  ],
  ['addresses in memory', 'segfault at 0x7ffee4b3c8a0', 'segfault at 0x00000010'],
  ['Java objects', 'cannot cast com.acme.User@1b6d3586', 'cannot cast com.acme.User@4554617c'],
  ['random ids', 'session k3j9x2m4q8zt expired', 'session 7hg2kd91mzp4 expired'],
  ['ISO times', 'token valid until 2026-11-22T07:21:00.123Z', 'token valid until 2025-01-02 23:59:59'],
  ['zoned times', 'due 2026-11-22T07:21:00+01:00', 'due 2026-03-01T00:00:00-05:00'],
  ['times in words', 'started Thu Mar 27 10:52:12 2008', 'started Fri Apr 4 09:01:00 2026'],
  ['mail times', 'sent Sun, 22 Nov 2026 07:21:00 GMT', 'sent Mon, 2 Feb 2026 17:00:01 GMT'],
  ['times of day', 'window opens at 1:00 AM', 'window opens at 11:30 PM'],
  ['dates', 'invoice of 22/11/2026', 'invoice of 1/2/2027'],
  ['German dates', 'Rechnung vom 22.11.2026', 'Rechnung vom 01.02.2027'],
  [
    'hosts of addresses',
    'GET https://acme.example.com/api/users failed',
    'GET https://beta.example.org:8443/api/users failed',
  ],
  ['hosts and ports', 'cannot reach db.acme.example.com:5432', 'cannot reach pg-1.beta.internal:6432'],
  [
    'hosts in errors of Node',
    'getaddrinfo ENOTFOUND db.acme.internal',
    'getaddrinfo ENOTFOUND db.beta.internal',
  ],
  ['network addresses', 'connect ECONNREFUSED 10.0.0.7:5432', 'connect ECONNREFUSED 192.168.1.20:5432'],
  ['mail addresses', 'no account for ann@acme.example', 'no account for bob.b+x@beta.example.org'],
  ['places on disk', 'ENOENT: /home/acme/app/config.yml', 'ENOENT: /srv/beta/releases/7/config.yml'],
  ['Windows and Unix', 'cannot open C:\\Users\\acme\\report.xml', 'cannot open /home/beta/report.xml'],
  ['temporary files', 'cannot write /tmp/tmpx8zkq/out', 'cannot write /var/folders/zz/abc/T/out.txt'],
  ['line numbers', 'test_lib.py:32: Exception', 'test_lib.py:47: Exception'],
  ['white space', 'a  failed\n\tbecause of b', 'a failed because of b '],
  ['composed letters', 'caf\u00e9 is closed', 'cafe\u0301 is closed'],
  ['numbers inside words', 'user_1234 has no role', 'user_98 has no role'],
]

const different: [what: string, one: string, other: string][] = [
  ['another error', 'TypeError: x is undefined', 'RangeError: x is undefined'],
  [
    'another end point',
    'GET https://acme.example.com/api/users failed',
    'GET https://acme.example.com/api/orders failed',
  ],
  ['another file', 'ENOENT: /home/acme/app/config.yml', 'ENOENT: /home/acme/app/secrets.yml'],
  ['another class', 'cannot cast com.acme.User@1b6d3586', 'cannot cast com.acme.Order@1b6d3586'],
  ['another source file', 'Assert.java:99 failed', 'Parser.java:99 failed'],
  ['another language', 'expected true but was false', 'expected false but was true'],
  ['one that never ended', 'Timeout of 5000ms exceeded', 'Timeout exceeded'],
  ['words that look like hexadecimal', 'facade is missing', 'decade is missing'],
  ['no message', 'expected 1 to be 2', ''],
]

describe('fingerprint', () => {
  it.each(same)('is the same for %s', (_, one, other) => {
    expect(normalisedMessage(one)).toBe(normalisedMessage(other))
    expect(of(one)).toBe(of(other))
  })

  it.each(different)('differs for %s', (_, one, other) => {
    expect(of(one)).not.toBe(of(other))
  })

  it('differs for another case and another suite, and does not mix the two up', () => {
    const message = 'boom'
    const all = [
      { suite: 'a', name: 'b', message },
      { suite: 'a', name: 'c', message },
      { suite: 'b', name: 'b', message },
      { suite: 'ab', name: '', message },
      { suite: '', name: 'ab', message },
    ].map(fingerprint)
    expect(new Set(all).size).toBe(all.length)
  })

  it('keeps its value for good, since verdicts are remembered by it', () => {
    expect(of('expected 200 but was 503')).toBe('6f75c287e889757083ed')
    expect(of('')).toMatch(/^[\da-f]{20}$/)
  })

  it('takes its time from the length alone, whatever the text', () => {
    const hostile = [
      'a1'.repeat(50_000),
      '/a'.repeat(50_000),
      '1.'.repeat(50_000),
      'a@a.'.repeat(25_000),
      '1:1'.repeat(30_000),
    ]
    const start = performance.now()
    for (const message of hostile) of(message)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})
