import { readdir } from 'node:fs/promises'
import type { Migration, MigrationProvider } from 'kysely'

const folder = new URL('../../../../migrations/', import.meta.url)

/** The migrations by file name. Kysely's own provider imports from inside its package, where no loader reads TypeScript. */
export const readMigrations: MigrationProvider = {
  async getMigrations() {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort()
    const odd = names.find((name) => !/^\d{8}T\d{4}_[a-z-]+\.ts$/.test(name))
    if (odd) throw new Error(`migrations/${odd} is not named like 20261124T1121_cut-off.ts`)
    const migrations: Record<string, Migration> = {}
    for (const name of names) {
      const href = new URL(name, folder).href
      migrations[name.slice(0, -3)] = (await import(/* @vite-ignore */ href)) as Migration
    }
    return migrations
  },
}
