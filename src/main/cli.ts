import { Command, CommanderError } from 'commander'
import { BadSetting } from '../config/config.ts'
import { addAttentionCommand } from './cli/attention-command.ts'
import { addAuditCommands } from './cli/audit-commands.ts'
import { addClientsCommands } from './cli/clients-commands.ts'
import { addDoctorCommand } from './cli/doctor-command.ts'
import { addFreezeCommands } from './cli/freeze-commands.ts'
import { addKeysCommands } from './cli/keys-commands.ts'
import { addLinksCommands } from './cli/links-commands.ts'
import { BadInput, oneLine } from './cli/outcome.ts'
import { addReleaseCommands } from './cli/release-commands.ts'
import { addReportCommands } from './cli/report-commands.ts'
import { addServerCommands } from './cli/server-commands.ts'
import { addWindowsCommands } from './cli/windows-commands.ts'

const program = new Command('zerotouch')
  .description('Updates client-run servers without the clients lifting a finger')
  .showSuggestionAfterError()
  .exitOverride()
  .configureOutput({ outputError: () => undefined })

for (const add of [
  addServerCommands,
  addReleaseCommands,
  addReportCommands,
  addClientsCommands,
  addFreezeCommands,
  addAttentionCommand,
  addWindowsCommands,
  addKeysCommands,
  addLinksCommands,
  addAuditCommands,
  addDoctorCommand,
])
  add(program)
inherit(program)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version come this way, too, with exit code 0.
    if (error.exitCode !== 0 && error.code !== 'commander.help') console.error(oneLine(error))
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    console.error(oneLine(error))
    // What was opened on the way would keep a process alive that does nothing.
    process.exit(error instanceof BadInput || error instanceof BadSetting ? 2 : 1)
  }
}

/** Every sub-command throws and stays quiet like the program itself. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride().configureOutput({ outputError: () => undefined })
    inherit(child)
  }
}
