import fc from 'fast-check'

/** Text that has broken something somewhere: in a parser, a store, a page, a terminal, a query or a path. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff x',
    '\u202egnirts',
    '\ufeff',
    '\r\n\r\nX: y',
    "'; drop table clients; --",
    '{{constructor}}',
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '../../../etc/passwd',
    '..%2f..%2f',
    '%00',
    '%',
    '%ff',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'NaN',
    '-1',
    '0',
    '1e309',
    '99999999999999999999',
    '2147483648',
    '9223372036854775808',
    '+275760-09-13T00:00:00.001Z',
    '0000-00-00T00:00:00Z',
    '2026-02-30T25:61:61Z',
    '-271821-04-20T00:00:00Z',
    'Europe/Atlantis',
    'SUN 25:00-26:00',
    'U-0',
    'U-99999999999999999999',
    'V--1',
    'K-1',
    '<!channel>',
    '&lt;at&gt;',
    '😀'.repeat(40),
    'e\u0301'.repeat(60),
    'x'.repeat(300),
    'x'.repeat(20_000),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
)

/** Any JSON that a parser lets through, also such as nobody expects. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { depthSize: 'small' },
  hostileText,
  fc.constantFrom(null, true, false, 0, -0, -1, 1e308, 1e-7, 2 ** 53, [], {}, [[]], [null], { length: 1e9 }),
  fc.constant(JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{}}}')),
  fc.constant(nested(300)),
  fc.jsonValue({ maxDepth: 3 }),
)

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { a: value }
  return value
}

/** Nothing most of the time. */
export const seldom = <T>(value: fc.Arbitrary<T>, oneIn: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value })
