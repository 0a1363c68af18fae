import { isVersion } from '../../domain/releases/version.ts'
import type { LiveState } from '../../domain/updates/outcome.ts'
import { plainTail } from './plain-detail.ts'

const said = /^live-(version|restored|up)=(.{1,64})$/gm

/**
 * What a program says of the live system on lines of its own: `live-version=3.9.11`, `live-restored=yes`, `live-up=no`.
 * Of several about the same the last one counts; what is neither a version nor yes or no says nothing.
 * @returns null where it says nothing of it
 */
export function readLive(output: string): LiveState | null {
  const live: { version: string | null; restored: boolean | null; up: boolean | null } = {
    version: null,
    restored: null,
    up: null,
  }
  for (const [, what, value = ''] of plainTail(output, 8_192).matchAll(said)) {
    if (what === 'version') live.version = isVersion(value) ? value : live.version
    else if (what === 'restored') live.restored = yesOrNo(value) ?? live.restored
    else live.up = yesOrNo(value) ?? live.up
  }
  return Object.values(live).every((one) => one === null) ? null : live
}

const yesOrNo = (word: string): boolean | null => (word === 'yes' ? true : word === 'no' ? false : null)
