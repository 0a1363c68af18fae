import type { Totals } from '../../../domain/reports/health-report.ts'

const parts = ['errored', 'failed', 'skipped', 'passed'] as const

/** So wide is what is there at all, in percent: one failure among thousands is what people look for. */
const narrowest = 1.5

/** How a count is made up, as a bar. The numbers stand beside it in words, so it is left out where pages are read aloud. */
export const SharesBar = ({ totals }: { totals: Totals }) => {
  let x = 0
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {sharesOf(totals).map(({ part, width }) => {
        const from = x
        x += width
        return <rect class={part} x={shown(from)} width={shown(width)} y="0" height="10" />
      })}
    </svg>
  )
}

/** @returns how wide each part is, in percent of the bar: small ones are widened, the largest pays for it */
export function sharesOf(totals: Totals): { readonly part: (typeof parts)[number]; readonly width: number }[] {
  const there = parts.filter((part) => totals[part] > 0)
  const widths = there.map((part) => Math.max(narrowest, (100 * totals[part]) / totals.tests))
  const excess = widths.reduce((sum, width) => sum + width, 0) - 100
  const widest = widths.indexOf(Math.max(...widths))
  return there.map((part, index) => ({
    part,
    width: (widths[index] ?? 0) - (index === widest ? excess : 0),
  }))
}

const shown = (percent: number): string => percent.toFixed(2)
