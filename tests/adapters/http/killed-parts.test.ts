import { expect, test } from 'vitest'
import { startKillable } from '../../support/killable.ts'
import { junit } from '../test-report/reading.ts'
import { openApiHouse } from './api-house.ts'

const program = new URL('api-process.ts', import.meta.url)
const suite = (name: string, count: number) =>
  junit(Array.from({ length: count }, (_, at) => `<testcase name="${name} ${at}"/>`).join(''))

test('parts outlive a killed process, are closed by another, and count once wherever that one is killed', async () => {
  const { house, tokens, verification } = await openApiHouse()
  const headers = { authorization: `Bearer ${tokens['vendor']}`, 'content-type': 'application/xml' }
  const start = async () => {
    const process = startKillable(program, [house.url, house.clock.now().toISOString()])
    const { url } = await process.ready
    const post = (path: string, body: string, type = 'application/xml') =>
      fetch(`${url}/v1/verifications/${verification}/report${path}`, {
        method: 'POST',
        body,
        headers: { ...headers, 'content-type': type },
      })
    return { ...process, post }
  }
  const close = '{"parts":3}'
  try {
    const first = await start()
    const second = await start()
    expect((await first.post('/parts?name=a', suite('a', 4))).status).toBe(201)
    expect((await second.post('/parts?name=b', suite('b', 4))).status).toBe(201)
    const onItsWay = first.post('/parts?name=c', suite('c', 50_000)).catch(() => null)
    await first.kill()
    await onItsWay
    expect((await second.post('/parts?name=c', suite('c', 20_000))).status).toBeLessThan(300)
    const closing = second.post('', close, 'application/json').catch(() => null)
    await new Promise((resolve) => setTimeout(resolve, 60))
    await second.kill()
    await closing
    const third = await start()
    const answer = await third.post('', close, 'application/json')
    expect([201, 409]).toContain(answer.status)
    const kept = await house.db
      .selectFrom('health_reports')
      .select(['tests', 'verification'])
      .where('client', '=', 'acme')
      .execute()
    expect(kept).toMatchObject([{ tests: 20_008 }])
    expect(await house.db.selectFrom('report_parts').select('name').execute()).toEqual([])
    expect((await house.app.readVerification(verification))?.verification.status).toBe('passed')
  } finally {
    await house.close()
  }
}, 120_000)
