import { createRemoteJWKSet } from 'jose'

/** What the Bot Framework's metadata leads to (learn.microsoft.com, "Authentication with the Bot Connector API"). */
export const publicMetadataUrl = 'https://login.botframework.com/v1/.well-known/openidconfiguration'

export type SigningKeys = ReturnType<typeof createRemoteJWKSet>

/** Unknown key ids make it look again at most once in this many milliseconds, however many tokens name them. */
const cooldown = 30_000
const keptFor = 3_600_000

/**
 * The keys that sign Microsoft's tokens; read when first needed and kept. Many that ask at the same time ask once.
 * @throws when the metadata cannot be had; the next one tries again
 */
export function makeSigningKeys(metadataUrl: string, timeout: number): () => Promise<SigningKeys> {
  let keys: Promise<SigningKeys> | null = null
  const read = async (): Promise<SigningKeys> => {
    const response = await fetch(metadataUrl, { signal: AbortSignal.timeout(timeout), redirect: 'error' })
    const metadata: unknown = await response.json()
    if (!response.ok || !hasKeys(metadata)) throw new Error('the metadata of the Bot Framework names no keys')
    return createRemoteJWKSet(new URL(metadata.jwks_uri), {
      cooldownDuration: cooldown,
      cacheMaxAge: keptFor,
      timeoutDuration: timeout,
    })
  }
  return () => {
    keys ??= read().catch((error: unknown) => {
      keys = null
      throw error
    })
    return keys
  }
}

const hasKeys = (metadata: unknown): metadata is { readonly jwks_uri: string } =>
  typeof metadata === 'object' && metadata !== null && 'jwks_uri' in metadata && typeof metadata.jwks_uri === 'string'
