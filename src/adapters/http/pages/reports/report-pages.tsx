import type { Context } from 'hono'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { App } from '../../../../app/use-cases/app.ts'
import {
  type CaseWish,
  type ReportFormat,
  reportFormats,
  type WriteReport,
} from '../../../../app/use-cases/report-reads.ts'
import { openByKey } from '../access/open-page.tsx'
import type { PageEnv } from '../access/page-env.ts'
import { notFound } from '../other-pages.tsx'
import { CasePage } from './case-page.tsx'
import { CasesPage } from './cases-page.tsx'
import { NoReportPage } from './no-report-page.tsx'
import { ReportPage } from './report-page.tsx'
import type { ReportPlace } from './report-place.ts'
import { streamOf } from './stream-of.ts'

export type ReportParts = { readonly app: App; readonly writeReport: WriteReport }

/** The System Health report, its tests one by one, and its downloads; by a personal link, or for staff by the id. */
export function reportPages({ app, writeReport }: ReportParts): Hono<PageEnv> {
  const pages = new Hono<PageEnv>()
  pages.use('/:key/*', compress(), openByKey(app, 'report', { framed: true }))
  pages.get('/:key', async (c) => {
    const place = await placeOf(c, app)
    const page = place && (await app.readReportPage(place.verification, place.reader))
    if (page) return c.html(<ReportPage page={page} place={place} />)
    const { reader, subject } = c.get('access')
    return subject === null ? c.html(<NoReportPage who={reader.person.name} />) : notFound(c)
  })
  pages.get('/:key/cases', async (c) => {
    const place = await placeOf(c, app)
    const wish = readWish(c.req.query())
    const found = place && (await app.findCases(place.verification, wish, place.reader))
    return found ? c.html(<CasesPage found={found} wish={wish} place={place} />) : notFound(c)
  })
  pages.get('/:key/cases/:index{[0-9]{1,7}}', async (c) => {
    const place = await placeOf(c, app)
    const index = Number(c.req.param('index'))
    const found = place && (await app.readCase(place.verification, index, place.reader))
    return found ? c.html(<CasePage found={found} place={place} />) : notFound(c)
  })
  for (const format of reportFormats)
    pages.get(`/:key/report.${format}`, async (c) => {
      const place = await placeOf(c, app)
      const report = place && (await app.exportReport(place.verification, place.reader))
      if (!report) return notFound(c)
      const { client, release } = report
      c.header('content-type', files[format].type)
      c.header('content-disposition', `attachment; filename="${client}-${release}${files[format].end}"`)
      const title = `${client}: System Health report for ${release}`
      return c.body(streamOf(writeReport(format, { ...report, title })))
    })
  return pages
}

const files: Readonly<Record<ReportFormat, { readonly type: string; readonly end: string }>> = {
  junit: { type: 'application/xml; charset=utf-8', end: '.junit.xml' },
  ctrf: { type: 'application/json; charset=utf-8', end: '.ctrf.json' },
  csv: { type: 'text/csv; charset=utf-8', end: '.csv' },
}

/** Which verification is meant: the one asked for, else the one of the address, else the client's newest. */
async function placeOf(c: Context<PageEnv>, app: App): Promise<ReportPlace | null> {
  const { base, subject, reader } = c.get('access')
  const named = c.req.query('verification') ?? subject
  const newest = named === null && reader.kind === 'administrator' ? await app.readHealth(reader.client) : null
  const verification = named ?? newest?.verification.id
  return verification ? { base, subject, reader, verification } : null
}

const outcomes = ['passed', 'failed', 'errored', 'skipped'] as const
const longest = 500

/** Reads what is searched for. What makes no sense is left out: an address is often cut short or typed by hand. */
function readWish(query: Readonly<Record<string, string>>): CaseWish {
  const page = Number(query['page'])
  return {
    outcome: outcomes.find((outcome) => outcome === query['outcome']) ?? null,
    suite: query['suite']?.slice(0, longest) || null,
    text: query['text']?.trim().slice(0, longest) || null,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  }
}
