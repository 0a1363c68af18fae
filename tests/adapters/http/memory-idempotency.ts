import type { IdempotencyStore, StoredAnswer } from '../../../src/app/ports/stores/api-ports.ts'

type Row = { claim: string; fingerprint: string; at: Date; answer: StoredAnswer | null }

/** The port's contract, in memory. */
export function makeMemoryIdempotency(): IdempotencyStore {
  const rows = new Map<string, Row>()
  let claims = 0
  const ofClaim = (claim: string) => [...rows].find(([, row]) => row.claim === claim && row.answer === null)
  return {
    async claim({ apiKey, key, fingerprint, now, abandonedBefore, forgottenBefore }) {
      const row = rows.get(`${apiKey} ${key}`)
      if (row && row.at >= (row.answer ? forgottenBefore : abandonedBefore)) {
        if (row.fingerprint !== fingerprint) return { state: 'different' }
        return row.answer ? { state: 'answered', answer: row.answer } : { state: 'in-flight' }
      }
      claims += 1
      const claim = `claim-${claims}`
      rows.set(`${apiKey} ${key}`, { claim, fingerprint, at: now, answer: null })
      return { state: 'claimed', claim }
    },
    async keep(claim, answer, now) {
      const [, row] = ofClaim(claim) ?? []
      if (row) Object.assign(row, { answer, at: now })
    },
    async release(claim) {
      const [key] = ofClaim(claim) ?? []
      if (key) rows.delete(key)
    },
  }
}
