import type { Route } from '../../domain/notices/route.ts'
import { reportStanding } from '../../domain/notices/standing.ts'
import type { Told } from '../notice/define-notice.ts'
import type { Drawing } from '../notice/drawing.ts'
import { healthReportCard } from './health-report-card.ts'

export type AboutVerification = { readonly verification: string; readonly release: string }

/** One card stands in the client's channel from the first step on a copy to the report. */
export const aboutReport = ({ verification }: AboutVerification): Route => ({ standing: reportStanding(verification) })

export const drawReport = ({ facts: { verification } }: Told<AboutVerification>): Drawing<'verification'> => ({
  reads: 'verification',
  of: { verification },
  card: healthReportCard,
})
