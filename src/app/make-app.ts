import { makeAttention } from './attention/read-attention.ts'
import { makeReadBoard } from './board/read-board.ts'
import { makeChangePersonal } from './clients/change-personal.ts'
import { makeChangeWindows } from './clients/change-windows.ts'
import { makeConfirmAccount } from './clients/confirm-account.ts'
import { makeLinkChannel, makeUnlinkChannel } from './clients/link-channel.ts'
import { makePutClient } from './clients/put-client.ts'
import { makeReadSettings } from './clients/read-settings.ts'
import { makeReadComparison, makeReadHealth, makeReadStatus, makeReadVerification } from './clients/read-status.ts'
import { makeSearchClients } from './clients/search-clients.ts'
import { makeStopMail } from './clients/stop-mail.ts'
import { makeReadIncident } from './drawing/incident-for.ts'
import { makeReadFeed } from './drawing/read-feed.ts'
import { makeReadFinding } from './drawing/read-finding.ts'
import { makeReadInbox } from './drawing/read-inbox.ts'
import { makeReadReleaseBoard } from './drawing/render-board.ts'
import { makeAddFreeze } from './freezes/add-freeze.ts'
import { makeEndFreeze } from './freezes/end-freeze.ts'
import { makeListFreezes } from './freezes/list-freezes.ts'
import { makeLinks } from './links/make-links.ts'
import type { Ports } from './ports/ports.ts'
import { makeReads } from './reads.ts'
import { makePauseRelease, makeResumeRelease, makeWithdrawRelease } from './releases/hold-release.ts'
import { makeJudgeRelease } from './releases/judge-release.ts'
import { makePlanRelease } from './releases/plan-release.ts'
import { makeReadReleaseProgress } from './releases/read-release-progress.ts'
import { makeRegisterRelease } from './releases/register-release.ts'
import { makeDropReportParts } from './report-parts/drop-parts.ts'
import { makeKeepReportPart } from './report-parts/keep-part.ts'
import { makeOpenReportParts } from './report-parts/open-parts.ts'
import { makeExportReport } from './reports/export-report.ts'
import { makeFindCases, makeReadCase } from './reports/find-cases.ts'
import { makeReadReportPage } from './reports/read-report-page.ts'
import { makeJudgeMove } from './scheduling/preview-move.ts'
import { makeAcceptFinding } from './triage/accept-finding.ts'
import { makeClaimFinding } from './triage/claim-finding.ts'
import { makeClaimUpdate } from './triage/claim-update.ts'
import { makeConfirmFinding } from './triage/confirm-finding.ts'
import { makeHandOver, makeListSpecialists } from './triage/hand-over.ts'
import { makeSettleUpdate } from './triage/settle-update.ts'
import { makeAcknowledge } from './updates/acknowledge.ts'
import { makeCancelUpdate, makeJudgeCancel } from './updates/cancel-update.ts'
import { makeReadStarts } from './updates/read-starts.ts'
import { makeReceiveCheck } from './updates/receive-check.ts'
import { makeRecordUpdate } from './updates/record-update.ts'
import { makeRescheduleUpdate } from './updates/reschedule-update.ts'
import { makeScheduleForClient } from './updates/schedule-for-client.ts'
import { makeAcceptRequest } from './urgent/accept-request.ts'
import { makeClaimRequest, makeDeclineRequest, makeWithdrawRequest } from './urgent/decide-request.ts'
import { makeRequestUrgent } from './urgent/request-urgent.ts'
import type { App } from './use-cases/app.ts'
import { makeFailVerification } from './verifications/fail-verification.ts'
import { makeReceiveReport } from './verifications/receive-report.ts'
import { makeRecordStep } from './verifications/record-step.ts'
import { makeRequestVerification } from './verifications/request-verification.ts'
import { makeRerun } from './verifications/rerun.ts'

/** Binds every use case to its ports. */
export const makeApp = (ports: Ports): App => ({
  rescheduleUpdate: makeRescheduleUpdate(ports),
  judgeMove: makeJudgeMove(ports),
  readStarts: makeReadStarts(ports),
  cancelUpdate: makeCancelUpdate(ports),
  judgeCancel: makeJudgeCancel(ports),
  acknowledge: makeAcknowledge(ports),
  requestUrgent: makeRequestUrgent(ports),
  claimRequest: makeClaimRequest(ports),
  acceptRequest: makeAcceptRequest(ports),
  scheduleForClient: makeScheduleForClient(ports),
  declineRequest: makeDeclineRequest(ports),
  withdrawRequest: makeWithdrawRequest(ports),
  readFinding: makeReadFinding(ports),
  claimFinding: makeClaimFinding(ports),
  handOver: makeHandOver(ports),
  listSpecialists: makeListSpecialists(ports),
  acceptFinding: makeAcceptFinding(ports),
  confirmFinding: makeConfirmFinding(ports),
  rerun: makeRerun(ports),
  readIncident: makeReadIncident(ports),
  claimUpdate: makeClaimUpdate(ports),
  settleUpdate: makeSettleUpdate(ports),
  addFreeze: makeAddFreeze(ports),
  endFreeze: makeEndFreeze(ports),
  listFreezes: makeListFreezes(ports),
  readSettings: makeReadSettings(ports),
  changeWindows: makeChangeWindows(ports),
  changePersonal: makeChangePersonal(ports),
  stopMail: makeStopMail(ports),
  linkChannel: makeLinkChannel(ports),
  unlinkChannel: makeUnlinkChannel(ports),
  confirmAccount: makeConfirmAccount(ports),
  placesOf: (clients) => ports.inTransaction((tx) => tx.places.namedBy(clients)),
  putClient: makePutClient(ports),
  registerRelease: makeRegisterRelease(ports),
  judgeRelease: makeJudgeRelease(ports),
  pauseRelease: makePauseRelease(ports),
  resumeRelease: makeResumeRelease(ports),
  withdrawRelease: makeWithdrawRelease(ports),
  requestVerification: makeRequestVerification(ports),
  recordStep: makeRecordStep(ports),
  failVerification: makeFailVerification(ports),
  receiveReport: makeReceiveReport(ports),
  receiveCheck: makeReceiveCheck(ports),
  recordUpdate: makeRecordUpdate(ports),
  keepReportPart: makeKeepReportPart(ports),
  openReportParts: makeOpenReportParts(ports),
  dropReportParts: makeDropReportParts(ports),
  readReleaseProgress: makeReadReleaseProgress(ports),
  readStatus: makeReadStatus(ports),
  readHealth: makeReadHealth(ports),
  readVerification: makeReadVerification(ports),
  readComparison: makeReadComparison(ports),
  readBoard: makeReadBoard(ports),
  searchClients: makeSearchClients(ports),
  readReportPage: makeReadReportPage(ports),
  findCases: makeFindCases(ports),
  readCase: makeReadCase(ports),
  exportReport: makeExportReport(ports),
  planRelease: makePlanRelease(ports),
  readReleaseBoard: makeReadReleaseBoard(ports),
  readFeed: makeReadFeed(ports),
  readInbox: makeReadInbox(ports),
  ...makeAttention(ports),
  ...makeReads(ports),
  ...makeLinks(ports),
})
