import { doubtsRemain } from '../attention/doubts-remain.ts'
import { roomRedrawn, roomReminded } from '../attention/room-reminded.ts'
import { channelLinked, channelUnlinked } from '../clients/channel-news.ts'
import { freezeLaid, freezeLifted } from '../clients/freeze-news.ts'
import { linkAsked } from '../clients/link-asked.ts'
import { nobodyTold, placeGone } from '../clients/place-news.ts'
import { personalSettingsChanged, windowsChanged } from '../clients/settings-news.ts'
import { findingsHandedOver } from '../findings/findings-handed-over.ts'
import { findingsJoined, findingsOpened, findingsRedrawn } from '../findings/findings-news.ts'
import {
  healthReportReceived,
  healthReportRedrawn,
  verificationStarted,
  verificationStepped,
} from '../findings/health-report-news.ts'
import { verificationBlocked } from '../findings/verification-blocked.ts'
import { verificationFailed } from '../findings/verification-failed.ts'
import { releasePaused, releaseRefused, releaseResumed, releaseWithdrawn } from '../releases/release-news.ts'
import { releaseAvailable, releaseRedrawn } from '../rollout/release-available.ts'
import { clientUnschedulable } from '../updates/client-unschedulable.ts'
import { incidentRedrawn } from '../updates/news/incident-redrawn.ts'
import { updateCancelled } from '../updates/news/update-cancelled.ts'
import { updateChecked } from '../updates/news/update-checked.ts'
import { updateFailed } from '../updates/news/update-failed.ts'
import { updateFinished } from '../updates/news/update-finished.ts'
import { updateHeld } from '../updates/news/update-held.ts'
import { updateOverran } from '../updates/news/update-overran.ts'
import { updateRescheduled } from '../updates/news/update-rescheduled.ts'
import { updateRestored } from '../updates/news/update-restored.ts'
import { updateResumed } from '../updates/news/update-resumed.ts'
import { updateStalled } from '../updates/news/update-stalled.ts'
import { updateStarted } from '../updates/news/update-started.ts'
import { rolloutRedrawn } from '../updates/rollout-redrawn.ts'
import { scheduleRepeated } from '../updates/schedule-repeated.ts'
import { reminderRedrawn, startReminded } from '../updates/start-reminded.ts'
import { updatesScheduled } from '../updates/updates-scheduled.ts'
import { urgentScheduled, urgentWaiting } from '../urgent/urgent-accepted.ts'
import { urgentClaimed, urgentRedrawn, urgentRequested } from '../urgent/urgent-asked.ts'
import { urgentDeclined, urgentExpired, urgentWithdrawn } from '../urgent/urgent-ended.ts'

/** Every kind of notice there is. */
export const allNotices = [
  releaseAvailable,
  releaseRefused,
  releasePaused,
  releaseResumed,
  releaseWithdrawn,
  releaseRedrawn,
  verificationStarted,
  verificationStepped,
  verificationFailed,
  verificationBlocked,
  healthReportReceived,
  healthReportRedrawn,
  findingsOpened,
  findingsJoined,
  findingsHandedOver,
  findingsRedrawn,
  clientUnschedulable,
  updatesScheduled,
  scheduleRepeated,
  startReminded,
  reminderRedrawn,
  rolloutRedrawn,
  updateRescheduled,
  updateCancelled,
  updateRestored,
  updateHeld,
  updateResumed,
  updateStarted,
  updateFinished,
  updateFailed,
  updateStalled,
  updateOverran,
  updateChecked,
  incidentRedrawn,
  urgentRequested,
  urgentClaimed,
  urgentWaiting,
  urgentScheduled,
  urgentDeclined,
  urgentWithdrawn,
  urgentExpired,
  urgentRedrawn,
  freezeLaid,
  freezeLifted,
  channelLinked,
  channelUnlinked,
  windowsChanged,
  personalSettingsChanged,
  linkAsked,
  placeGone,
  nobodyTold,
  doubtsRemain,
  roomReminded,
  roomRedrawn,
] as const
