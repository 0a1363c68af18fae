import { freeText } from '../src/domain/values/free-text.ts'
import { clients } from './clients/clients.ts'
import { link } from './clients/link.ts'
import { notices } from './clients/notices.ts'
import { open } from './clients/open.ts'
import { policy } from './clients/policy.ts'
import { settings } from './clients/settings.ts'
import type { Command } from './command/define-command.ts'
import type { Registry } from './command/run-command.ts'
import { acceptFinding } from './findings/accept-finding.ts'
import { claimFinding } from './findings/claim-finding.ts'
import { confirmFinding } from './findings/confirm-finding.ts'
import { handOver } from './findings/hand-over.ts'
import { health } from './findings/health.ts'
import { rerun } from './findings/rerun.ts'
import { triage } from './findings/triage.ts'
import { helpFor } from './help.ts'
import { menu } from './menu.ts'
import { release } from './releases/release.ts'
import { acknowledge } from './updates/acknowledge.ts'
import { cancel } from './updates/cancel.ts'
import { claimUpdate } from './updates/claim-update.ts'
import { history } from './updates/history.ts'
import { reschedule } from './updates/reschedule.ts'
import { restore } from './updates/restore.ts'
import { schedule } from './updates/schedule.ts'
import { settleUpdate } from './updates/settle-update.ts'
import { status } from './updates/status.ts'
import { acceptRequest } from './urgent/accept-request.ts'
import { claimRequest } from './urgent/claim-request.ts'
import { declineRequest } from './urgent/decline-request.ts'
import { urgent } from './urgent/urgent.ts'
import { withdrawRequest } from './urgent/withdraw-request.ts'

/** Every verb, in the order in which help shows them. */
const verbs: readonly Command[] = [
  status,
  health,
  reschedule,
  restore,
  cancel,
  urgent,
  withdrawRequest,
  acknowledge,
  history,
  notices,
  policy,
  settings,
  open,
  triage,
  claimFinding,
  handOver,
  acceptFinding,
  confirmFinding,
  rerun,
  claimUpdate,
  settleUpdate,
  release,
  claimRequest,
  acceptRequest,
  declineRequest,
  schedule,
  link,
  clients,
  menu,
]

/**
 * The registry that every chat platform binds.
 * @param slash how people address the bot, e.g. `/update`; shown in help
 */
export function makeRegistry(slash: string): Registry {
  const all = [...verbs, helpFor(verbs, slash)].map(tidied)
  const registry = new Map(all.map((command) => [command.verb, command]))
  if (registry.size !== all.length) throw new Error('Two commands share a verb')
  return registry
}

/** Text reads the same wherever it was typed: chat, Teams and pages all come through here. */
const tidied = (command: Command): Command => ({
  ...command,
  run(invocation, app) {
    const args = Object.entries(invocation.args).map(([name, text]) => [name, freeText(text)])
    return command.run({ ...invocation, args: Object.fromEntries(args) }, app)
  },
})
