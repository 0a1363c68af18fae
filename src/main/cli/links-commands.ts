import type { Command } from 'commander'
import type { LinkHolder } from '../../app/links/link-ports.ts'
import { revokeLinks } from '../../app/links/revoke-links.ts'
import { BadInput, print } from './outcome.ts'

/** `zerotouch links …`: the personal links to the pages. */
export function addLinksCommands(program: Command): void {
  const links = program.command('links').description('personal links to the pages')
  links
    .command('revoke <person>')
    .description('close every link of a person: acme/ada, or olga for staff')
    .option('--json', 'print one JSON line')
    .action(async (person: string, { json }: { json?: boolean }) => {
      const holder = readHolder(person)
      const known = await revoke(holder)
      if (!known) throw new BadInput(`There is nobody on file as ${person}`)
      print(json, holder, `The links of ${person} are closed`)
    })
}

/** @returns false when nobody of that name is on file */
async function revoke(holder: LinkHolder): Promise<boolean> {
  const [{ databaseUrl }, { openDatabase }, { makeInTransaction }] = await Promise.all([
    import('./target.ts'),
    import('../../adapters/postgres/database.ts'),
    import('../../adapters/postgres/in-transaction.ts'),
  ])
  const db = openDatabase({ url: await databaseUrl(), maxConnections: 1 })
  try {
    return await makeInTransaction(db)((tx) => revokeLinks(tx, holder))
  } finally {
    await db.destroy()
  }
}

function readHolder(text: string): LinkHolder {
  const [first = '', ...rest] = text.split('/')
  if (rest.length === 0) return { kind: 'staff', person: first }
  return { kind: 'administrator', client: first, person: rest.join('/') }
}
