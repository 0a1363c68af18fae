import { readOptions } from './read-options.ts'
import { isClean, type Report, runChaos } from './run-chaos.ts'

/** The names that go with `--json`. */
function inShort({ comparison, startsTwice, kills, faults, seconds }: Report) {
  const { owed, received, lost, duplicates, outOfOrder, mailResent, inDoubt } = comparison
  return {
    owed,
    received,
    lost: lost.length,
    duplicates: duplicates.length,
    outOfOrder: outOfOrder.length,
    mailResent: mailResent.length,
    startsTwice: startsTwice.length,
    inDoubt: inDoubt.length,
    kills,
    faults,
    seconds,
  }
}

function name(what: string, ids: readonly string[]): void {
  if (ids.length > 0) console.error(`${what}: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ' …' : ''}`)
}

try {
  const options = readOptions(process.argv.slice(2))
  const report = await runChaos(options, (line) => console.error(line))
  const { lost, duplicates, outOfOrder } = report.comparison
  name('lost', lost)
  name('duplicates', duplicates)
  name('out of order', outOfOrder)
  name('started twice', report.startsTwice)
  const short = inShort(report)
  console.log(
    options.json
      ? JSON.stringify(short)
      : Object.entries(short)
          .map((each) => each.join(' '))
          .join('\n'),
  )
  process.exitCode = isClean(report) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
// Whatever may still be open, nothing of it is wanted.
process.exit()
