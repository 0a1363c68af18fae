import type { ReportTotals } from '../../../../app/ports/ports.ts'
import { executed } from '../../../../domain/reports/health-report.ts'
import { number } from '../../../../notices/words/words.ts'
import { hrefIn, type ReportPlace } from './report-place.ts'

/** How the client's reports went, release by release: a bar for what failed, in words what ran. */
export const TrendSection = ({ trend, place }: { trend: readonly ReportTotals[]; place: ReportPlace }) => {
  if (trend.length < 2) return null
  const highest = Math.max(...trend.map(({ totals }) => totals.failed + totals.errored), 1)
  return (
    <section aria-labelledby="trend">
      <h2 id="trend">Failures over the releases</h2>
      <ol class="trend">
        {trend.map(({ verification, release, totals }) => (
          <li>
            <span class="count">{failuresOf(totals.failed + totals.errored)}</span>
            <TrendBar failed={totals.failed} errored={totals.errored} highest={highest} />
            {verification === place.verification ? (
              <strong aria-current="page">{release}</strong>
            ) : (
              <a href={hrefIn(place, '', {}, verification)}>{release}</a>
            )}
            <span class="small muted">{number(executed(totals))} ran</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

const failuresOf = (count: number) => (
  <>
    {number(count)}
    <span class="only-heard"> {count === 1 ? 'failure' : 'failures'} on</span>
  </>
)

type BarProps = { readonly failed: number; readonly errored: number; readonly highest: number }

/** A bar of 100 units; a release without failures keeps a line to stand on. */
const TrendBar = ({ failed, errored, highest }: BarProps) => {
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(2, (96 * count) / highest))
  const [low, high] = [heightOf(failed), heightOf(errored)]
  return (
    <svg viewBox="0 0 20 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="ground" x="0" y="98" width="20" height="2" />
      <rect class="failed" x="3" width="14" y={(98 - low).toFixed(1)} height={low.toFixed(1)} />
      <rect class="errored" x="3" width="14" y={(98 - low - high).toFixed(1)} height={high.toFixed(1)} />
    </svg>
  )
}
