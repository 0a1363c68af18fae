import type { ApiAnswer, ApiClient } from '../src/main/api-client.ts'
import { sampleDocuments } from './sample-clients.ts'
import { failingReport, gateReport, healthyReport } from './sample-reports.ts'
import { deltaDocument } from './sample-teams.ts'

export const firstRelease = '3.9.12'

/**
 * Plays one release through the HTTP API, as a vendor's pipeline would: the gate, a clean report for Acme, one with
 * failures for Beta, and Gamma's copy still being checked. Every step looks first, so that a sandbox that was killed in
 * the middle goes on where it was; an idempotency key would have to be waited for until its dead holder is given up.
 * @param inTeams whether there is a Delta, which lives in Teams and is ready, too
 */
export async function playFirstRelease(api: ApiClient, inTeams = false): Promise<void> {
  const delta = inTeams ? [{ id: 'delta', document: deltaDocument }] : []
  for (const { id, document } of [...sampleDocuments, ...delta]) {
    const known = await api.get(`/v1/clients/${id}`)
    if (known.status === 404) done(await api.send('PUT', `/v1/clients/${id}`, document))
  }
  const release = {
    version: firstRelease,
    kind: 'regular',
    notesUrl: `https://vendor.example/releases/${firstRelease}`,
  }
  done(await api.send('POST', '/v1/releases', release))
  const { body } = await api.get(`/v1/releases/${firstRelease}`)
  if (body['status'] === 'candidate') {
    done(await api.upload(`/v1/releases/${firstRelease}/gate`, await gateReport()))
  }
  await report(api, 'acme', healthyReport)
  if (inTeams) await report(api, 'delta', healthyReport)
  await report(api, 'beta', failingReport)
  await steps(api, 'gamma')
}

/** Hands in a client's report, after the steps on its copy, if it is still awaited. */
async function report(api: ApiClient, client: string, read: () => Promise<Iterable<string>>): Promise<void> {
  const id = await steps(api, client)
  if (id) done(await api.upload(`/v1/verifications/${id}/report`, await read()))
}

/** Lets Gamma's check come to its end, with a clean report. @returns false when it has */
export async function finishCheck(api: ApiClient): Promise<boolean> {
  const id = await awaited(api, 'gamma')
  if (id) done(await api.upload(`/v1/verifications/${id}/report`, await healthyReport()))
  return id !== null
}

/** @returns the verification whose report is still awaited; null when it has come */
async function steps(api: ApiClient, client: string): Promise<string | null> {
  const id = await awaited(api, client)
  if (id)
    for (const step of ['copying', 'updating', 'checking']) await api.send('PATCH', `/v1/verifications/${id}`, { step })
  return id
}

/** The client's verification that still awaits its report. */
export async function awaited(api: ApiClient, client: string): Promise<string | null> {
  const { body } = await api.get(`/v1/verifications?client=${client}&release=${firstRelease}`)
  const items = Array.isArray(body['items']) ? (body['items'] as { id: string; status: string }[]) : []
  return (
    items.find(({ status }) => ['requested', 'copying', 'updating', 'checking', 'silent'].includes(status))?.id ?? null
  )
}

function done({ status, body }: ApiAnswer): void {
  if (status >= 300) throw new Error(`The API answered ${status}: ${JSON.stringify(body)}`)
}
