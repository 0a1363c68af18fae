import { createHash } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import path from 'node:path'

/** Where a root's programs keep lasting state; every account may pass through it, and nothing tidies it up. */
const STATE_DIRECTORY = '/var/lib'

/**
 * A directory outside a closed checkout that the server's account can reach, always the same one for the same origin.
 * Only root ever needs one: any other user's server runs as that user.
 *
 * @param origin the path of what has to live elsewhere
 */
export async function openPlace(origin: string): Promise<string> {
  const name = createHash('sha256').update(origin).digest('hex').slice(0, 16)
  const place = path.join(STATE_DIRECTORY, `zerotouch-${name}`)
  await mkdir(place, { recursive: true })
  await chmod(place, 0o755)
  return place
}
