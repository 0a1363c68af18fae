import { createHash } from 'node:crypto'
import type { TestCase } from '../reports/health-report.ts'
import { normalisedMessage } from './chance/normalised-message.ts'

export { normalisedMessage }

/**
 * What makes two failures the same failure: suite, case and the message without what differs by chance, from run to run
 * and from client to client. In doubt two failures are two: verdicts are remembered by fingerprints.
 *
 * @returns 20 hexadecimal digits. Whoever changes what they are made of raises `version` and computes the kept ones anew
 *   in a migration (docs/decisions/0037-fingerprints-have-versions.md).
 */
export function fingerprint(testCase: Pick<TestCase, 'suite' | 'name' | 'message'>): string {
  const parts = [testCase.suite, testCase.name].map((part) => asKept(part).normalize('NFC').trim())
  const text = [version, ...parts, normalisedMessage(asKept(testCase.message))].join('\u0000')
  return createHash('sha256').update(text).digest('hex').slice(0, 20)
}

/** A fingerprint of another version never equals one of this, whatever it was made of. */
const version = '4'

/** As Postgres holds it: a fingerprint is made of a report, and of a finding that was read back. */
const asKept = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\ufffd')
