import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { examples } from './live-database.ts'

const texts = z.record(z.string(), z.union([z.string(), z.number()]))
const step = z.strictObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  with: texts.optional(),
  if: z.string().optional(),
  run: z.string().optional(),
})
const job = z.strictObject({
  if: z.string(),
  'runs-on': z.string(),
  'timeout-minutes': z.number(),
  concurrency: z.string().optional(),
  env: texts,
  steps: z.array(step),
})
const workflow = z.strictObject({
  name: z.string(),
  on: z.object({ repository_dispatch: z.object({ types: z.array(z.string()) }) }),
  permissions: texts,
  env: texts,
  jobs: z.record(z.string(), job),
})

export const readWorkflow = async () =>
  workflow.parse(parse(await readFile(path.join(examples, 'webhook-runner/zerotouch.yml'), 'utf8')))

export type Event = { readonly action: string; readonly client_payload: Readonly<Record<string, unknown>> }

/**
 * Runs the shell steps of the job that an event sets off, as GitHub does: in order, with `bash -eo pipefail`; after one
 * that failed only those that say `failure()` or `always()`. @returns the names of the steps that ran, failed ones marked
 */
export async function runWorkflow(
  event: Event,
  secrets: Readonly<Record<string, string>>,
  directory: string,
): Promise<string[]> {
  const { on, env, jobs } = await readWorkflow()
  if (!on.repository_dispatch.types.includes(event.action)) throw new Error(`no job for ${event.action}`)
  const [chosen, ...others] = Object.values(jobs).filter((one) => one.if === `github.event.action == '${event.action}'`)
  if (!chosen || others.length > 0) throw new Error(`not one job for ${event.action}`)
  const fill = (given: z.infer<typeof texts>) =>
    Object.fromEntries(Object.entries(given).map(([key, value]) => [key, filled(String(value), event, secrets)]))
  const environment = { PATH: process.env['PATH'] ?? '', ...fill(env), ...fill(chosen.env) }
  const ran: string[] = []
  let failed = false
  for (const { name, run, if: when } of chosen.steps) {
    // What GitHub and the registry give is here already.
    if (!run || !name) continue
    if (when === 'failure()' ? !failed : failed && when !== 'always()') continue
    const code = await bash(run, environment, directory)
    ran.push(code === 0 ? name : `${name} (failed)`)
    if (code !== 0) failed = true
  }
  return ran
}

function filled(text: string, event: Event, secrets: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ ([\w.]+) \}\}/g, (_, expression: string) => {
    const known: Record<string, unknown> = { 'github.run_id': '4711' }
    for (const [key, value] of Object.entries(secrets)) known[`secrets.${key}`] = value
    for (const [key, value] of Object.entries(event.client_payload)) known[`github.event.client_payload.${key}`] = value
    if (known[expression] === undefined) throw new Error(`nothing is known of ${expression}`)
    return String(known[expression])
  })
}

const bash = (script: string, env: Record<string, string>, cwd: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const shell = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      env,
      cwd,
      stdio: 'ignore',
    })
    shell.once('error', reject)
    shell.once('exit', (code) => resolve(code ?? 1))
  })
