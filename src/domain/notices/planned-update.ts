import type { Notice } from './notice.ts'

/** @returns the production update whose plan a notice tells, as people's calendars show it; null when it tells none */
export function plannedUpdate(notice: Notice): string | null {
  switch (notice.kind) {
    case 'updates-scheduled':
    case 'schedule-repeated':
      return notice.facts.starts.find(({ environment }) => environment === 'production')?.update ?? null
    case 'update-rescheduled':
    case 'update-cancelled':
    case 'update-restored':
    case 'update-held':
    case 'update-resumed':
    case 'urgent-scheduled':
      return notice.facts.environment === 'production' ? notice.facts.update : null
    default:
      return null
  }
}
