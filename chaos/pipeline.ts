import { type ApiAnswer, makeApiClient } from '../src/main/api-client.ts'
import { persist } from './persist.ts'

export type UpdateSeen = {
  readonly id: string
  readonly client: string
  readonly environment: string
  readonly status: string
  readonly startsAt: string
  readonly revision: number
}

/** What the vendor's pipeline and the learning environment say through the API, again until it is heard. */
export type Pipeline = {
  putClient(id: string, document: object): Promise<void>
  /** Registers a release and takes it through the gate. */
  publish(version: string): Promise<void>
  /** Hands in the report of a client's copy, when one is awaited. */
  report(client: string, version: string): Promise<void>
  updates(filter: string): Promise<readonly UpdateSeen[]>
  /** A person found out how a stalled update ended. */
  sayUpdated(update: string): Promise<void>
}

export function makePipeline(url: string, token: string): Pipeline {
  const api = makeApiClient(url, token)
  /** What is refused was said before: every call here may be made twice. */
  const heard = (call: () => Promise<ApiAnswer>): Promise<ApiAnswer> =>
    persist(async () => {
      const answer = await call()
      if (answer.status >= 500 || answer.status === 429) throw new Error(`HTTP ${answer.status}`)
      return answer
    })
  const items = async <Item>(path: string): Promise<readonly Item[]> =>
    ((await heard(() => api.get(path))).body['items'] ?? []) as Item[]

  return {
    async putClient(id, document) {
      const { status, body } = await heard(() => api.send('PUT', `/v1/clients/${id}`, document))
      if (status >= 300) throw new Error(`client ${id}: ${JSON.stringify(body)}`)
    },
    async publish(version) {
      const notesUrl = `https://vendor.example/notes/${version}`
      await heard(() => api.send('POST', '/v1/releases', { version, kind: 'regular', notesUrl }))
      await heard(() => api.upload(`/v1/releases/${version}/gate`, [passedTests(30)]))
    },
    async report(client, version) {
      const found = await items<{ id: string }>(`/v1/verifications?client=${client}&release=${version}`)
      const [newest] = found
      if (!newest) return
      await heard(() => api.upload(`/v1/verifications/${newest.id}/report`, [passedTests(20)]))
    },
    updates: (filter) => items(`/v1/updates?limit=100&${filter}`),
    sayUpdated: async (update) =>
      void (await heard(() => api.send('PATCH', `/v1/updates/${update}`, { status: 'updated' }))),
  }
}

function passedTests(count: number): string {
  const cases = Array.from({ length: count }, (_, at) => `<testcase classname="core" name="case ${at + 1}"/>`)
  return `<testsuites><testsuite name="core" tests="${count}">${cases.join('')}</testsuite></testsuites>`
}
