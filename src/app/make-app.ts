import { makeAcceptFinding } from './accept-finding.ts'
import { makeAcceptRequest } from './accept-request.ts'
import { makeAcknowledge } from './acknowledge.ts'
import type { App } from './app.ts'
import { makeCancelUpdate, makeJudgeCancel } from './cancel-update.ts'
import { makeChangePersonal } from './change-personal.ts'
import { makeChangeWindows } from './change-windows.ts'
import { makeClaimFinding } from './claim-finding.ts'
import { makeClaimUpdate } from './claim-update.ts'
import { makeConfirmFinding } from './confirm-finding.ts'
import { makeClaimRequest, makeDeclineRequest, makeWithdrawRequest } from './decide-request.ts'
import { makeExportReport } from './export-report.ts'
import { makeFailVerification } from './fail-verification.ts'
import { makeFindCases, makeReadCase } from './find-cases.ts'
import { makeHandOver, makeListSpecialists } from './hand-over.ts'
import { makePauseRelease, makeResumeRelease, makeWithdrawRelease } from './hold-release.ts'
import { makeReadIncident } from './incident-for.ts'
import { makeJudgeMove } from './judge-move.ts'
import { makeJudgeRelease } from './judge-release.ts'
import { makeLayFreeze } from './lay-freeze.ts'
import { makeLiftFreeze } from './lift-freeze.ts'
import { makeLinkChannel, makeUnlinkChannel } from './link-channel.ts'
import { makeListFreezes } from './list-freezes.ts'
import { makeLinks } from './make-links.ts'
import { makePlanRelease } from './plan-release.ts'
import type { Ports } from './ports.ts'
import { makePutClient } from './put-client.ts'
import { makeReadBoard } from './read-board.ts'
import { makeReadFeed } from './read-feed.ts'
import { makeReadInbox } from './read-inbox.ts'
import { makeReadReleaseProgress } from './read-release-progress.ts'
import { makeReadReportPage } from './read-report-page.ts'
import { makeReadSettings } from './read-settings.ts'
import { makeReadStarts } from './read-starts.ts'
import { makeReadComparison, makeReadHealth, makeReadStatus, makeReadVerification } from './read-status.ts'
import { makeReadFinding, makeReadTriage } from './read-triage.ts'
import { makeReads } from './reads.ts'
import { makeReceiveCheck } from './receive-check.ts'
import { makeReceiveReport } from './receive-report.ts'
import { makeRecordStep } from './record-step.ts'
import { makeRecordUpdate } from './record-update.ts'
import { makeRegisterRelease } from './register-release.ts'
import { makeReadReleaseBoard } from './render-board.ts'
import { makeRequestUrgent } from './request-urgent.ts'
import { makeRequestVerification } from './request-verification.ts'
import { makeRerun } from './rerun.ts'
import { makeRescheduleUpdate } from './reschedule-update.ts'
import { makeScheduleForClient } from './schedule-for-client.ts'
import { makeSearchClients } from './search-clients.ts'
import { makeSettleUpdate } from './settle-update.ts'

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
  readTriage: makeReadTriage(ports),
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
  layFreeze: makeLayFreeze(ports),
  liftFreeze: makeLiftFreeze(ports),
  listFreezes: makeListFreezes(ports),
  readSettings: makeReadSettings(ports),
  changeWindows: makeChangeWindows(ports),
  changePersonal: makeChangePersonal(ports),
  linkChannel: makeLinkChannel(ports),
  unlinkChannel: makeUnlinkChannel(ports),
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
  ...makeReads(ports),
  ...makeLinks(ports),
})
