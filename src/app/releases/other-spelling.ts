import type { Tx } from '../ports/ports.ts'
import type { Refused } from '../ports/request-context.ts'

/** @returns why a version cannot stand beside an equal one that is registered under another spelling; else null */
export async function otherSpelling(tx: Tx, version: string): Promise<Refused<'already-registered'> | null> {
  const equal = await tx.releases.findEqual(version)
  if (!equal || equal.version === version) return null
  return {
    code: 'already-registered',
    detail: `${version} equals ${equal.version}, which is registered already: write it as ${equal.version}, or choose another version.`,
  }
}
