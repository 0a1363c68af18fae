import type { Command } from 'commander'
import { makeSystemClock } from '../../adapters/clock/system-clock.ts'
import type { Check } from '../doctor/check.ts'
import { sandboxDirectory } from '../sandbox-file.ts'
import { print } from './outcome.ts'

/** `zerotouch doctor`: whether this machine and its settings can do the job; exit 1 when something is wrong. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check the machine, the settings and what they reach; changes and sends nothing')
    .option('--json', 'print one JSON line')
    .action(async ({ json }: { json?: boolean }) => {
      const { examine } = await import('../doctor/examine.ts')
      const checks = await examine({
        sandboxDirectory: sandboxDirectory(process.cwd()),
        now: makeSystemClock().now(),
      })
      const wrong = checks.filter(({ state }) => state === 'wrong')
      print(json, { ok: wrong.length === 0, checks }, checks.map(inWords).join('\n'))
      if (wrong.length > 0) throw new Error(`something is wrong: ${wrong.map(({ name }) => name).join(', ')}`)
    })
}

const inWords = ({ name, state, detail }: Check): string => `${state.padEnd(8)}${name.padEnd(21)}${detail}`
