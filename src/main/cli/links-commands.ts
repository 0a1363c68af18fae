import type { Command } from 'commander'
import { makeRevokeLinks } from '../../app/links/revoke-links.ts'
import type { LinkHolder } from '../../app/ports/stores/link-ports.ts'
import { asOption, type ByOperator, operatorAtCli } from './operator.ts'
import { BadInput, print } from './outcome.ts'
import { withPorts } from './with-app.ts'

/** `zerotouch links …`: the personal links to the pages. */
export function addLinksCommands(program: Command): void {
  const links = program.command('links').description('personal links to the pages')
  links
    .command('revoke <person>')
    .description('close every link of a person: acme/ada, or olga for staff')
    .option(...asOption)
    .option('--json', 'print one JSON line')
    .action(async (person: string, { json, ...by }: ByOperator & { json?: boolean }) => {
      const holder = readHolder(person)
      const actor = operatorAtCli(by)
      const known = await withPorts((ports) => makeRevokeLinks(ports)(holder, actor))
      if (!known) throw new BadInput(`There is nobody on file as ${person}`)
      print(json, holder, `The links of ${person} are closed`)
    })
}

function readHolder(text: string): LinkHolder {
  const [first = '', ...rest] = text.split('/')
  if (rest.length === 0) return { kind: 'staff', person: first }
  return { kind: 'administrator', client: first, person: rest.join('/') }
}
