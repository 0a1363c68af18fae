import { gateReport, healthyReport } from '../../sandbox/sample-reports.ts'
import type { SandboxClient } from './sandbox-client.ts'

/** What a vendor's pipeline and a visitor of the landing page do in the course of a test. */

/** Registers a release and hands in its own test report, as a pipeline would. */
export async function publish({ api }: SandboxClient, version: string): Promise<void> {
  const notesUrl = `https://vendor.example/releases/${version}`
  const made = await api.send('POST', '/v1/releases', { version, kind: 'regular', notesUrl })
  if (made.status >= 300) throw new Error(`release ${version}: ${made.status}`)
  const judged = await api.upload(`/v1/releases/${version}/gate`, await gateReport())
  if (judged.status >= 300) throw new Error(`gate of ${version}: ${JSON.stringify(judged.body)}`)
}

/** Hands in a clean report for a client's copy. */
export async function reportHealthy(sandbox: SandboxClient, client: string, version: string): Promise<void> {
  const id = await verificationOf(sandbox, client, version)
  const { status, body } = await sandbox.api.upload(`/v1/verifications/${id}/report`, await healthyReport())
  if (status >= 300) throw new Error(`report for ${client}: ${JSON.stringify(body)}`)
}

/** The newest verification of a client's copy. */
export async function verificationOf({ api }: SandboxClient, client: string, version: string): Promise<string> {
  const { body } = await api.get(`/v1/verifications?client=${client}&release=${version}`)
  const [newest] = body['items'] as { id: string }[]
  if (!newest) throw new Error(`no verification of ${version} for ${client}`)
  return newest.id
}

export type UpdateSeen = {
  id: string
  environment: string
  release: string
  status: string
  startsAt: string
  revision: number
}

/** Every update of a client, by the API. */
export async function updatesOf({ api }: SandboxClient, client: string): Promise<UpdateSeen[]> {
  const { body } = await api.get(`/v1/updates?client=${client}`)
  return body['items'] as UpdateSeen[]
}

/** The newest update of each system of a client. */
export async function plannedFor(sandbox: SandboxClient, client: string): Promise<Record<string, UpdateSeen>> {
  const byNumber = (await updatesOf(sandbox, client)).sort((a, b) => numberOf(a) - numberOf(b))
  return Object.fromEntries(byNumber.map((update) => [update.environment, update]))
}

const numberOf = ({ id }: UpdateSeen): number => Number(id.slice(2))

/** The moments that the landing page offers to go to, by their label. */
export async function momentsOn({ file }: SandboxClient): Promise<Map<string, Date>> {
  const page = await (await fetch(file.app)).text()
  const form = /name="to" value="([^"]+)"[^>]*>\s*<button[^>]*>([^<]+)<\/button>/g
  return new Map([...page.matchAll(form)].map(([, to, label]) => [label ?? '', new Date(to ?? '')]))
}

/** Presses the one of a system; those of systems that start together are one. */
export async function goToMoment(sandbox: SandboxClient, words: string, system: string): Promise<Date> {
  const moments = await momentsOn(sandbox)
  const [, moment] = [...moments].find(([label]) => label.startsWith(words) && label.split(' ').includes(system)) ?? []
  if (!moment) throw new Error(`no moment “${words} ${system}” among ${[...moments.keys()].join('; ')}`)
  await sandbox.goTo(moment)
  return moment
}
