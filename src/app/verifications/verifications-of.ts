import type { Verification } from '../../domain/findings/verification.ts'
import type { Tx } from '../ports/ports.ts'

const atOnce = 500

/** @returns every verification of a release, at every client, obsolete ones too */
export async function verificationsOf(tx: Tx, release: string): Promise<Verification[]> {
  const found: Verification[] = []
  let after: string | null = null
  do {
    const page = await tx.verifications.list({ release }, { after, limit: atOnce })
    found.push(...page.items)
    after = page.next
  } while (after !== null)
  return found
}
