import fc from 'fast-check'
import { startTestServer } from '../tests/support/test-server.ts'
import { casesOf } from './cases/all-cases.ts'
import type { OpenApi } from './cases/api-cases.ts'
import { type Fault, play } from './play.ts'
import { readOptions } from './read-options.ts'
import { send } from './send.ts'
import { openStage, type Stage } from './stage/open-stage.ts'
import { makeTally } from './tally.ts'
import { readSamples } from './values/report-samples.ts'

/** So much of a request is shown: enough to know it again, and never a screen full. */
const shown = 600

try {
  const { cases: count, seed, areas, samples: folders } = readOptions(process.argv.slice(2))
  const samples = await readSamples(folders)
  console.error(`${count} cases with seed ${seed}: npm run fuzz -- --cases ${count} --seed ${seed}`)
  const server = await startTestServer(process.env['DATABASE_URL'])
  try {
    const stage = await openStage(server.url)
    try {
      const document = await documentOf(stage)
      const cases = fc.sample(casesOf(stage, { areas, samples, document }), { numRuns: count, seed })
      const tally = makeTally()
      const began = performance.now()
      const score = await play(stage, cases, {
        tell: (fault) => console.error(lineOf(fault, seed)),
        note: tally.note,
      })
      const perCase = (performance.now() - began) / count
      for (const line of [...tally.lines(), `${perCase.toFixed(1)} ms each`]) console.error(line)
      console.log(JSON.stringify(score))
      process.exitCode = score.crashes + score.serverErrors + score.effects > 0 ? 1 : 0
    } finally {
      await stage.close()
    }
  } finally {
    await server.stop()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
process.exit()

async function documentOf(stage: Stage): Promise<OpenApi> {
  const asked = { method: 'GET', path: '/v1/openapi.json', headers: {}, body: null }
  return JSON.parse((await send(stage.ports.house, asked)).body) as OpenApi
}

/** A fault with the request that led to it, and how to see it again. */
function lineOf({ number, kind, what, played: { area, right, asked }, answered }: Fault, seed: number): string {
  const { method, path, headers, body, raw } = asked
  const sent = (raw ?? body ?? Buffer.alloc(0)).toString().slice(0, shown)
  const who = right.kind === 'client' ? `may change what is ${right.client}’s` : `may change ${right.kind}`
  return [
    `\n${kind} in ${area}, case ${number} (--cases ${number} --seed ${seed}): ${what.slice(0, 2_000)}`,
    `  ${method} ${path.slice(0, shown)}, ${who}, answered ${answered.status}`,
    `  ${JSON.stringify(headers).slice(0, shown)}`,
    `  ${JSON.stringify(sent)}`,
  ].join('\n')
}
