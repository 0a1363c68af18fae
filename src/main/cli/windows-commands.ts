import type { Command } from 'commander'
import { showInstant } from '../../domain/time/show-time.ts'
import { nextOpenings } from '../../domain/time/windows/openings.ts'
import { parseWindow } from '../../domain/time/windows/reading/parse-window.ts'
import { sayWindow } from '../../domain/time/windows/show-window.ts'
import { readZone } from '../../domain/time/zone-names/read-zone.ts'
import { BadInput, isoSeconds, print, readInstant } from './outcome.ts'

type NextOptions = { zone: string; window: string[]; after: string; count: string; json?: boolean }

const most = 1_000

/** `zerotouch windows …` */
export function addWindowsCommands(program: Command): void {
  program
    .command('windows')
    .description('maintenance windows')
    .command('next')
    .description('the next openings of maintenance windows, strictly after an instant')
    .requiredOption('--zone <zone>', 'IANA zone, such as America/Toronto')
    .requiredOption(
      '--window <window...>',
      'a window, such as "SUN 01:00-05:00" or "first SUN 02:00-06:00"; may be repeated',
    )
    .requiredOption('--after <instant>', 'ISO 8601 with Z or an offset')
    .option('--count <n>', 'how many', '1')
    .option('--json', 'print one JSON line')
    .action((options: NextOptions) => {
      const { count } = options
      const read = readZone(options.zone)
      if (!read.ok) throw new BadInput(`--zone: ${options.zone.slice(0, 60)} ${read.refusal}`)
      const zone = read.value
      const number = /^\d{1,4}$/.test(count) ? Number(count) : 0
      if (number < 1 || number > most) throw new BadInput(`--count: ${count} must be a whole number from 1 to ${most}`)
      const windows = options.window.map(readWindow)
      const starts = nextOpenings(windows, zone, readInstant('--after', options.after), number)
      const words = [
        `${windows.map(sayWindow).join('; ')} (${zone})`,
        ...starts.map((start) => `${start.toISOString()}  ${showInstant(start, zone)}`),
        ...(starts.length === 0 ? ['none after that'] : []),
      ].join('\n')
      print(options.json, { starts: starts.map(isoSeconds) }, words)
    })
}

function readWindow(text: string) {
  const window = parseWindow(text)
  if (!window.ok) throw new BadInput(`--window: ${window.refusal.detail}`)
  return window.value
}
