import { expect, test } from 'vitest'
import { hostsOf } from '../../../../src/adapters/http/pages/access/page-headers.ts'
import { client } from '../fake-app.ts'

const framedFrom = (url: string) =>
  hostsOf({ ...client('acme'), systems: [{ client: 'acme', environment: 'production', version: null, url }] })

test.each([
  ['https://learn.acme.example/moodle?x=1', 'https://learn.acme.example'],
  ['https://LEARN.acme.example:8443', 'https://learn.acme.example:8443'],
  ['http://100.64.0.7/', 'http://100.64.0.7'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
])('%s may frame as %s', (url, origin) => {
  expect(framedFrom(url)).toEqual([origin])
})

// On file from before addresses were looked at, or by another way than the API.
test.each([
  'https://*',
  'https://*.com',
  'https://*:443',
  'https://x;sandbox',
  "https://x'none'",
  'https://a,b.example',
  'https://a..b',
  'https://[2606:4700::1111]',
  'data:text/html,x',
  'blob:https://x.example/1',
  'javascript:alert(1)',
  'x',
])('%s frames nothing', (url) => {
  expect(framedFrom(url)).toEqual([])
})
