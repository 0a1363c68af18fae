import { startTestServer } from '../tests/support/test-server.ts'
import { deliver } from './deliver.ts'
import { onRedis } from './on-redis.ts'
import { readBenchOptions } from './read-bench-options.ts'
import { type RollOut, rollOut } from './roll-out.ts'
import { sideBySide } from './side-by-side.ts'

/** Two of a kind as a ratio, with as many digits as mean anything. */
const ratio = (measured: number, floor: number): number => Number((measured / floor).toPrecision(3))
const perClient = ({ ms, clients }: RollOut): number => ms / clients
const few = 100
const shown = (ms: number): string => `${ms.toFixed(1)} ms`

try {
  const { json, clients, measures } = readBenchOptions(process.argv.slice(2))
  const server = await startTestServer(process.env['DATABASE_URL'])
  const found: Record<string, number> = {}
  const say = (line: string): void => console.error(line)
  const measureDeliver = async (name: string, redisUrl: string | null): Promise<void> => {
    const { ours, raw } = await deliver(server.url, redisUrl, say)
    found[name] = ratio(ours.perSecond, raw.perSecond)
  }
  try {
    if (measures.includes('rollout')) {
      // The first one warms up, and counts for nothing.
      await (await rollOut(server.url, few)).house.close()
      const [small, large] = [await rollOut(server.url, few), await rollOut(server.url, clients)]
      for (const one of [small, large])
        say(
          `${one.clients} clients: ${perClient(one).toFixed(2)} ms each, the floor ${(one.floorMs / one.clients).toFixed(3)} ms`,
        )
      const status =
        ({ house, clients }: RollOut) =>
        (n: number) =>
          house.app.readStatus(`c-${1 + ((n * 37) % clients)}`)
      const board =
        ({ house }: RollOut) =>
        () =>
          house.app.readBoard()
      const statuses = await sideBySide(100, status(small), status(large))
      const boards = await sideBySide(11, board(small), board(large))
      say(`status ${statuses.map(shown).join(', ')}; board ${boards.map(shown).join(', ')}`)
      for (const { house } of [small, large]) await house.close()
      found['rollout'] = ratio(large.ms, large.floorMs)
      found['growth-rollout'] = ratio(perClient(large), perClient(small))
      found['growth-status'] = ratio(statuses[1], statuses[0])
      // The board counts everybody: what may grow is its cost for each.
      found['growth-board'] = ratio(boards[1] / large.clients, boards[0] / small.clients)
    }
    if (measures.includes('deliver')) {
      await measureDeliver('deliver', null)
      await onRedis((url) => measureDeliver('deliver-redis', url))
    }
  } finally {
    await server.stop()
  }
  console.log(
    json
      ? JSON.stringify(found)
      : Object.entries(found)
          .map((one) => one.join(' '))
          .join('\n'),
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
process.exit()
