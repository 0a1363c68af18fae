import { freeText } from '../src/domain/free-text.ts'
import { acceptFinding } from './accept-finding.ts'
import { acceptRequest } from './accept-request.ts'
import { acknowledge } from './acknowledge.ts'
import { cancel } from './cancel.ts'
import { claimFinding } from './claim-finding.ts'
import { claimRequest } from './claim-request.ts'
import { claimUpdate } from './claim-update.ts'
import { clients } from './clients.ts'
import { confirmFinding } from './confirm-finding.ts'
import { declineRequest } from './decline-request.ts'
import type { Command } from './define-command.ts'
import { handOver } from './hand-over.ts'
import { health } from './health.ts'
import { helpFor } from './help.ts'
import { history } from './history.ts'
import { link } from './link.ts'
import { menu } from './menu.ts'
import { notices } from './notices.ts'
import { open } from './open.ts'
import { policy } from './policy.ts'
import { release } from './release.ts'
import { rerun } from './rerun.ts'
import { reschedule } from './reschedule.ts'
import { restore } from './restore.ts'
import type { Registry } from './run-command.ts'
import { schedule } from './schedule.ts'
import { settings } from './settings.ts'
import { settleUpdate } from './settle-update.ts'
import { status } from './status.ts'
import { triage } from './triage.ts'
import { urgent } from './urgent.ts'
import { withdrawRequest } from './withdraw-request.ts'

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
