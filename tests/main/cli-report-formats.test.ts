import { Command } from 'commander'
import { afterEach, expect, it, vi } from 'vitest'
import { addReportCommands } from '../../src/main/cli/report-commands.ts'
import { reportFiles } from '../support/report-files.ts'

afterEach(() => {
  process.exitCode = 0
})

it.each(reportFiles)('report inspect counts $name', async ({ path, totals }) => {
  const program = new Command().exitOverride()
  addReportCommands(program)
  const printed: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  process.exitCode = 0
  await program.parseAsync(['report', 'inspect', path, '--json'], { from: 'user' })
  log.mockRestore()
  const { problems, ...counts } = JSON.parse(printed.join('\n'))
  expect(counts).toEqual(totals)
  expect(process.exitCode).toBe(problems.length > 0 ? 1 : 0)
})
